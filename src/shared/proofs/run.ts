import { count, type ProofSpec } from './spec.ts';

/** What can happen to a build whatever the site is like; each is shown by a fault test. */
export const runProofs = {
  'file-unreadable': {
    severity: 'error',
    kind: 'run',
    title: 'A file that cannot be copied',
    message: (data) => `“${data.path}” could not be read, so it is not part of the site.`,
    advice: (data) => `Check that the file is there and that you may read it (${data.problem}).`,
  },
  'foreign-file': {
    severity: 'error',
    kind: 'run',
    title: 'A file that Galley did not make is in the way',
    message: (data) => `“${data.path}” was not written: a file that Galley did not make is in its place.`,
    advice: () => 'Move that file out of the output folder, or build with --adopt to let Galley replace it.',
  },
  'path-too-long': {
    severity: 'error',
    kind: 'run',
    title: 'An address that is too long',
    message: (data) =>
      `“${shortened(String(data.path))}” was not written: with all its folders, its name is longer than this computer allows.`,
    advice: () => 'Give the page a shorter address, or build into a folder that is not so deep.',
  },
  'worker-lost': {
    severity: 'error',
    kind: 'run',
    title: 'A page that could not be finished',
    message: (_data, pages) =>
      `Galley had to stop while it was making ${count(pages, 'page')}. The rest of the site is complete.`,
    advice: () =>
      'Build again. If it happens each time, this page asks for more memory than there is: make it smaller.',
  },
} satisfies Record<string, ProofSpec>;

function shortened(path: string): string {
  return path.length <= 80 ? path : `${path.slice(0, 40)}…${path.slice(-39)}`;
}
