/** What keeps a build from running, in words for a window: the engine's advice speaks to the command line. */
import { CannotBuild } from '../../engine/types.ts';

const advice: Readonly<Record<string, string>> = {
  'write-enospc': 'Make room on the disk, then build again. Nothing that was there before is lost.',
  'write-edquot': 'Make room, then build again. Nothing that was there before is lost.',
  'write-erofs': 'Make the disk writable, or copy the site to another place and open it there.',
  'write-eacces': 'Give yourself permission to write in the site’s folder, then build again.',
  'write-eperm': 'Give yourself permission to write in the site’s folder, then build again.',
  'write-enotdir': 'Move that file away, then build again.',
  'outputs-lost': 'Let Galley replace what is in its way there, or move those files to another place first.',
  'site-missing': 'Check that the folder is where it was.',
};

/** The same failure with advice that can be followed in a window. */
export function inWindowWords(error: CannotBuild): CannotBuild {
  const said = Object.hasOwn(advice, error.code) ? advice[error.code] : undefined;
  return said === undefined ? error : new CannotBuild(error.code, error.message, said, { cause: error });
}

/** A stranger's site reads nothing outside its folder until somebody has agreed. */
export function readsOutside(folders: readonly string[]): CannotBuild {
  const shown = folders.join(', ');
  return new CannotBuild(
    'folders-outside',
    `This site was not made on this computer, and it reads files outside its folder: ${shown}.`,
    'If it is yours, say so, and it is built. If not, look first at what it wants there.',
  );
}

/** Nor does it write outside, through links that it came with. */
export function writesOutside(links: readonly string[]): CannotBuild {
  const shown = links.slice(0, 3).join(', ');
  return new CannotBuild(
    'folders-outside',
    `This site was not made on this computer, and what Galley writes would go outside its folder, through a link: ${shown}.`,
    'If it is yours, say so, and it is built. If not, take the link away first.',
  );
}
