/** Names of files and folders from titles. */
import { slugify } from '../../kernel/url.ts';

const LONGEST = 60;
/** What Windows keeps for itself, and what Galley reads as something else. */
const taken = /^(?:con|prn|aux|nul|com\d|lpt\d|_?index)$/i;

/** Letters of every script stay; never empty. */
export function fileNameOf(title: string): string {
  const name = Array.from(slugify(title))
    .slice(0, LONGEST)
    .join('')
    .replace(/[-.]+$/, '');
  if (name === '') return 'page';
  return taken.test(name) ? `${name}-page` : name;
}
