import { count, type ProofSpec } from './spec.ts';

/** What is wrong inside one document: it cannot be read, the values at its top, its Markdown. */
export const documentsProofs = {
  'document-unreadable': {
    severity: 'error',
    kind: 'run',
    title: 'A page that cannot be opened',
    message: (data) => `“${data.source}” could not be opened, so its page is missing from the site.`,
    advice: (data) =>
      `Check that the file is still there and that you may read it (${data.problem}), then build again.`,
  },
  'document-not-text': {
    severity: 'error',
    kind: 'site',
    title: 'A page that is not text',
    message: ({ line, problem }) =>
      problem === 'nul'
        ? `This page holds something that is not text (line ${line}), so it is missing from the site.`
        : `This page is not saved as UTF-8 (first seen on line ${line}), so it is missing from the site.`,
    advice: ({ problem }) =>
      problem === 'nul'
        ? 'Check that the file is a text and not a picture or a document of another program.'
        : 'Open the file in an editor and save it with the encoding UTF-8.',
  },
  'document-too-large': {
    severity: 'error',
    kind: 'run',
    title: 'A page that is too large',
    message: ({ megabytes, limit }) =>
      `This page is ${megabytes} MB long. Pages over ${limit} MB are not read, so it is missing from the site.`,
    advice: () => 'Split it into several pages, or put the material into a file that the page links to.',
  },
  'document-large': {
    severity: 'warning',
    kind: 'run',
    title: 'A very large page',
    message: ({ megabytes }) => `This page is ${megabytes} MB long. Readers will wait for it, and so will you.`,
    advice: () => 'Split it into several pages.',
  },
  'document-failed': {
    severity: 'error',
    kind: 'run',
    title: 'A page whose text could not be understood',
    message: () => 'Galley failed on the text of this page and shows it as it is written.',
    advice: () => 'This is a mistake in Galley, not in your text. Please report it, with the page.',
  },
  'front-matter-unclosed': {
    severity: 'error',
    kind: 'site',
    title: 'Settings at the top without an end',
    message: ({ fence }) =>
      `The settings at the top of this page have no end: the line with ${fence} behind them is missing.`,
    advice: ({ fence }) => `Put a line with ${fence} between the settings and the text.`,
  },
  'front-matter-malformed': {
    severity: 'error',
    kind: 'site',
    title: 'Settings at the top that cannot be read',
    message: ({ line }) =>
      `The settings at the top of this page could not be read from line ${line} on, so none of them count.`,
    advice: () =>
      'Look at that line: often a quotation mark is missing, a colon stands inside a text without quotes, or a tab should be spaces.',
  },
  'front-matter-duplicate': {
    severity: 'error',
    kind: 'site',
    title: 'A setting that stands twice',
    message: ({ line }) =>
      `The settings at the top of this page name one thing twice (line ${line}), so none of them count.`,
    advice: () => 'Remove one of the two lines.',
  },
  'front-matter-not-keys': {
    severity: 'error',
    kind: 'site',
    title: 'Settings at the top without names',
    message: () =>
      'What stands between the lines at the top of this page are not settings: each needs a name, a colon and a value.',
    advice: () => 'Write them as “title: My page”, or remove the line at the very top if this is part of the text.',
  },
  'front-matter-too-large': {
    severity: 'error',
    kind: 'site',
    title: 'Settings at the top that are too many',
    message: () => 'The settings at the top of this page hold more values than Galley reads, so none of them count.',
    advice: () => 'Move long lists into a file in the folder “data”, and do not repeat values by reference.',
  },
  'key-misspelt': {
    severity: 'warning',
    kind: 'site',
    title: 'A setting that is probably misspelt',
    message: ({ key, intended }, pages) =>
      `“${key}” at the top of ${atMost(pages, 'this page', 'these pages')} is probably meant to be “${intended}”. As it is, it does nothing.`,
    advice: ({ intended }) => `Write “${intended}”.`,
  },
  'value-wrong-type': {
    severity: 'warning',
    kind: 'site',
    title: 'A setting of the wrong kind',
    message: ({ key, expected }) => `“${key}” at the top of this page should be ${expected}. As it is, it is left out.`,
    advice: ({ key, expected }) => `Write ${expected} behind “${key}”, or remove the line.`,
  },
  'box-unclosed': {
    severity: 'warning',
    kind: 'site',
    title: 'A box without an end',
    message: ({ name }) => `The box “${name}” has no end, so everything below it lies inside it.`,
    advice: ({ colons }) => `Put a line with ${colons} where the box ends.`,
  },
  'embed-malformed': {
    severity: 'warning',
    kind: 'site',
    title: 'An insertion that cannot be read',
    message: ({ text }) =>
      `“${text}” looks like something to insert, but it cannot be read, so readers see it as it is written.`,
    advice: () =>
      'Write it as ::name{key="value"}, with straight quotes and on one line. A box begins with :::name and ends with a line of colons.',
  },
  'attribute-refused': {
    severity: 'warning',
    kind: 'site',
    title: 'Something in braces that is not allowed',
    message: ({ name }) => `“${name}” cannot be set in braces, so readers see the braces as they are written.`,
    advice: () => 'Give the element a class, such as {.wide}, and say in the style sheet of the design how it looks.',
  },
  'nesting-too-deep': {
    severity: 'warning',
    kind: 'site',
    title: 'Quotes or lists inside each other, too deep',
    message: ({ line }) =>
      `From line ${line} on, lists or quotes lie too deep inside each other. What lies deeper is shown as plain text.`,
    advice: () => 'Write it with fewer levels.',
  },
} satisfies Record<string, ProofSpec>;

function atMost(pages: number, one: string, many = 'pages'): string {
  return pages > 1 ? (many === 'pages' ? count(pages, 'page') : many) : one;
}
