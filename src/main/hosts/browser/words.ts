/** What the host says on the terminal. Plain text: it may be a log. */
import type { Prepared } from '../../studio/types.ts';

export interface Opened {
  address: string;
  port: number;
  /** Absolute; null: Welcome. */
  site: string | null;
  prepared: Prepared | null;
  /** A browser was opened for it. */
  opened: boolean;
  because: string | null;
  /** "ana@desk", for whoever comes from another computer. */
  user: string;
  tour: boolean;
}

/** The sentence about the site; "" when there is none to speak of. */
function verdictText(prepared: Prepared | null): string {
  if (prepared === null) return '';
  if ('problem' in prepared) return prepared.problem;
  const { title, pages, milliseconds, things } = prepared;
  const seconds = (milliseconds / 1000).toLocaleString('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const rest = things === 0 ? 'all good' : `${count(things, 'thing')} to mend`;
  return `${title}: ${count(pages, 'page')} in ${seconds} s, ${rest}`;
}

function count(number: number, word: string): string {
  return `${number.toLocaleString('en')} ${word}${number === 1 ? '' : 's'}`;
}

export function openedText({ address, port, prepared, opened, because, user, tour }: Opened): string {
  const verdict = verdictText(prepared);
  const where = opened ? 'Galley is open in your browser:' : 'Open Galley in a browser:';
  return [
    ...(verdict === '' ? [] : [verdict, '']),
    ...(because === null ? [] : [because]),
    where,
    '',
    `  ${address}`,
    '',
    `From another computer:  ssh -L ${port}:127.0.0.1:${port} ${user}  and there the same address.`,
    ...(tour ? ['A walk through it, with pictures, by nobody’s hand:  npm run tour'] : []),
    'Ctrl+C stops it; what you typed is saved.',
    '',
  ].join('\n');
}

export function handedOverText(address: string, opened: boolean, otherVersion: boolean): string {
  return [
    opened ? 'Galley runs already; it is open in your browser:' : 'Galley runs already. Open it in a browser:',
    '',
    `  ${address}`,
    '',
    ...(otherVersion
      ? ['It is another version than this one: stop it where it was started, and start again.', '']
      : []),
  ].join('\n');
}
