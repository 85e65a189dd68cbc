import type { PublishStep, PublishStory } from './contract/publish.ts';
import { counted, formatBytes } from './numbers.ts';

/** What a step of publishing is called in front of people. */
export const publishStepWords: Readonly<Record<PublishStep | 'planning', string>> = {
  planning: 'Looking at what is there',
  assets: 'Sending pictures and styles',
  pages: 'Sending pages',
  feeds: 'Sending feeds and the index',
  removing: 'Removing what is not needed any more',
  receipt: 'Noting what was published',
};

/** "2 new files, 5 files as before; 12 kB to send." */
export function filesSentence({ files, bytes }: Pick<PublishStory, 'files' | 'bytes'>): string {
  const parts = [
    files.added > 0 && counted(files.added, 'new file'),
    files.changed > 0 && counted(files.changed, 'changed file'),
    files.removed > 0 && `${counted(files.removed, 'file')} to remove`,
    files.unchanged > 0 && `${counted(files.unchanged, 'file')} as before`,
  ].filter((part) => part !== false);
  return `${parts.join(', ')}; ${formatBytes(bytes)} to send.`;
}
