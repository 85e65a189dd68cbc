import { assetCheckProofs } from './checks.ts';
import { readable } from './readable.ts';
import { count, type ProofSpec } from './spec.ts';

export const assetsProofs = {
  ...assetCheckProofs,
  'style-reference-missing': {
    severity: 'warning',
    kind: 'site',
    title: 'A style sheet that points at a missing file',
    message: (data) => `The style sheet “${data.file}” points at “${data.reference}”, which the site does not have.`,
    advice: (data) =>
      data.suggestion === ''
        ? 'Add the file, or take the reference out of the style sheet.'
        : `Point it at “${data.suggestion}”, or add the file.`,
  },
  'style-broken': {
    severity: 'error',
    kind: 'site',
    title: 'A mistake in a style sheet',
    message: (data) =>
      `The style sheet “${data.file}” has a mistake on line ${data.line}. The rule that begins there has no effect.`,
    advice: (data) =>
      `Correct line ${data.line}: look for a brace, a bracket or a semicolon that is missing or one too many.`,
  },
  'script-broken': {
    severity: 'error',
    kind: 'site',
    title: 'A mistake in a script',
    message: (data) => `The script “${data.file}” has a mistake on line ${data.line}, so it does nothing on the site.`,
    advice: (data) => `Correct line ${data.line} of “${data.file}”.`,
  },
  'script-import-missing': {
    severity: 'error',
    kind: 'site',
    title: 'A script that needs a missing file',
    message: (data) =>
      `The script “${data.file}” needs “${data.reference}”, which is not there, so it does nothing on the site.`,
    advice: () =>
      'Put the file into the folder “assets” and write its path from the script, beginning with “./” or “../”. Packages are not looked for.',
  },
  'image-unreadable': {
    severity: 'error',
    kind: 'site',
    title: 'A picture that cannot be shown',
    message: (data) => `“${data.file}” is named like a picture but is none, so browsers cannot show it.`,
    advice: () => 'Save the picture again from the program that made it, or take the file away.',
  },
  'image-too-large': {
    severity: 'warning',
    kind: 'site',
    title: 'A picture that is far too large',
    message: (data) =>
      `The picture “${data.file}” is ${dots(data.width)} × ${dots(data.height)} dots, too large to make smaller copies of. Readers download it whole.`,
    advice: () => 'Save a smaller copy: 4,000 dots on the longer side are enough for any screen.',
  },
  'image-encode-failed': {
    severity: 'error',
    kind: 'site',
    title: 'A picture that is damaged',
    message: (data) =>
      `No smaller copies could be made of the picture “${data.file}”: it seems to be damaged. Pages show it as it is.`,
    advice: () => 'Open the picture, check that it is whole, and save it again.',
  },
  // Pictures and files that documents and templates name.
  'asset-missing': {
    severity: 'warning',
    kind: 'site',
    title: 'A file of the design that is not there',
    message: (data, pages) =>
      `The design uses the file “${data.name}” on ${count(pages, 'page')}, but there is no such file.`,
    advice: (data) =>
      data.near
        ? `Perhaps “${data.near}” was meant.`
        : `Put the file into the folder assets/, or take it out of the design.`,
  },
  'image-missing': {
    severity: 'warning',
    kind: 'site',
    title: 'A picture that is not there',
    message: (data, pages) =>
      `The picture “${readable(data.name)}” is not there, so ${pages > 1 ? `${count(pages, 'page')} show` : 'the page shows'} a gap.`,
    advice: (data) =>
      data.near ? `Perhaps “${data.near}” was meant.` : 'Put the picture beside the text, or choose another one.',
  },
  'image-wrong-case': {
    severity: 'hint',
    kind: 'site',
    title: 'A picture with small and capital letters mixed up',
    message: (data) =>
      `The picture “${readable(data.name)}” is shown, but its file is called “${data.near}”: on some computers these are two names.`,
    advice: (data) => `Write “${data.near}”.`,
  },
  'embed-unknown': {
    severity: 'warning',
    kind: 'site',
    title: 'A box or embed that the design does not have',
    message: (data) => `There is no box or embed called “${data.name}”, so only the text inside it is shown.`,
    advice: (data) => (data.near ? `Perhaps “${data.near}” was meant.` : 'Use one that the design has, or remove it.'),
  },
} satisfies Record<string, ProofSpec>;

function dots(value: unknown): string {
  return Number(value).toLocaleString('en-US');
}
