/** The verdict: one sentence on where a site stands, and the one action that it suggests. */

import type { SiteState } from '../../shared/contract/session.ts';
import { phaseWords } from '../../shared/phase-words.ts';
import { count, formatNumber } from './numbers.ts';

export type Tone = 'plain' | 'good' | 'bad' | 'look';
export type VerdictAction = 'build' | 'adopt' | 'cancel' | 'see-proofs' | 'publish' | 'open-other' | 'reconnect' | null;

export interface Verdict {
  sentence: string;
  tone: Tone;
  /** What the primary button does. */
  action: VerdictAction;
  /** Further words, for what cannot be said in one sentence. */
  advice: string | null;
}

/** @param connected false: whatever the state was, nothing can be asked now */
export function verdictOf(state: SiteState, connected: boolean): Verdict {
  if (!connected) {
    return verdict('The connection to Galley was lost. What you type is kept here.', 'look', null, 'Trying again…');
  }
  switch (state.kind) {
    case 'not-built':
      return verdict('Not built yet', 'plain', 'build');
    case 'building':
      return verdict(progressSentence(state), 'plain', 'cancel');
    case 'good':
      return verdict(`${count(state.pages, 'page')}, all good`, 'good', 'publish');
    case 'to-fix':
      return verdict(`${count(state.pages, 'page')}, ${count(state.things, 'thing')} to fix`, 'bad', 'see-proofs');
    case 'changed':
      return verdict(
        state.things > 0
          ? `Changed since the last build, ${count(state.things, 'thing')} to fix`
          : 'Changed since the last build',
        'plain',
        'build',
      );
    case 'stopped':
      return verdict('You stopped the build', 'plain', 'build');
    case 'could-not-run':
      return verdict(state.message, 'bad', state.code === 'outputs-lost' ? 'adopt' : 'build', state.advice);
    case 'disk-full':
      return verdict(state.message, 'bad', 'build', 'Make room on the disk, then build again. What you typed is kept.');
    case 'folder-gone':
      return verdict(state.message, 'bad', 'open-other');
    case 'waiting':
      return verdict(state.message, 'look', 'cancel');
  }
}

function verdict(sentence: string, tone: Tone, action: VerdictAction, advice: string | null = null): Verdict {
  return { sentence, tone, action, advice };
}

/** "Making pages: 9,412 of 10,000". */
function progressSentence({ phase, done, total }: Extract<SiteState, { kind: 'building' }>): string {
  if (phase === null) return 'Starting to build';
  const words = phaseWords[phase];
  return total === null || total === 0 ? words : `${words}: ${formatNumber(done)} of ${formatNumber(total)}`;
}
