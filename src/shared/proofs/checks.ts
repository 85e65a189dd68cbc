/** How the findings of the checks read: what a look at the finished pages shows. */
import type { FindingData } from '../proof.ts';
import { count, type ProofSpec } from './spec.ts';

/** "46 pages link to", "A page links to". */
function pagesDo(pages: number, many: string, one: string): string {
  return pages > 1 ? `${count(pages, 'page')} ${many}` : `A page ${one}`;
}

function onPages(pages: number): string {
  return pages > 1 ? count(pages, 'page') : 'a page';
}

function perhaps(data: FindingData, otherwise: string): string {
  return data.near === '' ? otherwise : `Perhaps ${data.near} was meant.`;
}

function megabytes(bytes: FindingData[string] | undefined): string {
  return `${(Number(bytes) / 1_000_000).toFixed(1)} MB`;
}

export const linkCheckProofs = {
  'link-broken': {
    severity: 'warning',
    kind: 'site',
    title: 'A link that leads nowhere',
    message: (data, pages) => `${pagesDo(pages, 'link', 'links')} to ${data.address}, but there is no page.`,
    advice: (data) => perhaps(data, 'Correct the link, take it out, or write the page.'),
  },
  'link-outside-base': {
    severity: 'warning',
    kind: 'site',
    title: 'A link that leaves the site',
    message: (data, pages) =>
      `${pagesDo(pages, 'point', 'points')} to ${data.target}, but the site begins at ${data.base}: readers land outside it.`,
    advice: (data) => perhaps(data, `Begin the address with ${data.base}, or write it in full, with https://.`),
  },
  'link-unreadable': {
    severity: 'warning',
    kind: 'site',
    title: 'An address that cannot be read',
    message: (data, pages) =>
      `${pagesDo(pages, 'point', 'points')} to “${data.target}”, which is not a possible address.`,
    advice: () => 'Correct the address. A percent sign in a name is written %25.',
  },
  'anchor-missing': {
    severity: 'warning',
    kind: 'site',
    title: 'A link to a part of a page that is not there',
    message: (data, pages) => {
      if (data.address !== '') {
        return `${pagesDo(pages, 'link', 'links')} to the part “${data.id}” of ${data.address}, but that page has no such part.`;
      }
      return `A page links to its own part “${data.id}”, but has no such part.`;
    },
    advice: (data) => perhaps(data, 'Correct the link, or take what stands behind # out of it.'),
  },
} satisfies Record<string, ProofSpec>;

export const assetCheckProofs = {
  'asset-not-found': {
    severity: 'warning',
    kind: 'site',
    title: 'A picture or file that is not there',
    message: (data, pages) =>
      `The ${data.sort} ${data.path} is not there, but ${pages > 1 ? `${count(pages, 'page')} need it` : 'a page needs it'}.`,
    advice: (data) => perhaps(data, 'Add the file to the site, or take it out of the page.'),
  },
  'asset-wrong-case': {
    severity: 'warning',
    kind: 'site',
    title: 'A file name with small and capital letters mixed up',
    message: (data, pages) =>
      `${pagesDo(pages, 'ask', 'asks')} for ${data.path}, but the file is called ${data.near}. On most servers it will not be found.`,
    advice: (data) => `Write ${data.near}, exactly so.`,
  },
  'asset-unused': {
    severity: 'hint',
    kind: 'site',
    title: 'A file that no page uses',
    message: (data) => `No page uses ${data.name}, so it is left out of the site.`,
    advice: () => 'Use it on a page, or delete it.',
  },
  'image-oversized': {
    severity: 'hint',
    kind: 'site',
    title: 'A picture that is slow to load',
    message: (data, pages) =>
      `The picture ${data.name} (${megabytes(data.bytes)}) is shown as it is on ${onPages(pages)}: on a phone, readers will wait for it.`,
    advice: () => 'Put it in by Markdown or by the theme, which make smaller copies, or save it smaller.',
  },
} satisfies Record<string, ProofSpec>;

export const pageCheckProofs = {
  'title-missing': {
    severity: 'warning',
    kind: 'site',
    title: 'A page without a title',
    message: (_, pages) =>
      `${pages > 1 ? `${count(pages, 'page')} have` : 'A page has'} no title for the browser’s tab and for search engines.`,
    advice: () =>
      'Give the page a title. If it has one, the theme does not show it: it belongs between <title> and </title>.',
  },
  'title-twice': {
    severity: 'hint',
    kind: 'site',
    title: 'Pages with one title',
    message: (data, pages) =>
      `${count(pages, 'page')} have the title “${data.title}”: in lists and search results readers cannot tell them apart.`,
    advice: () => 'Give each of them a title of its own.',
  },
  'description-missing': {
    severity: 'hint',
    kind: 'site',
    title: 'A page without a description',
    message: (_, pages) =>
      `${pages > 1 ? `${count(pages, 'page')} have` : 'A page has'} no description: search engines will choose some words themselves.`,
    advice: () => 'Say at the top of the page in a sentence what it is about: description: …',
  },
  'alt-missing': {
    severity: 'hint',
    kind: 'site',
    title: 'A picture without words',
    message: (data, pages) =>
      `The picture${data.name === '' ? '' : ` ${data.name}`}${pages > 1 ? ` on ${count(pages, 'page')}` : ''} has no words for readers who cannot see it.`,
    advice: () =>
      'Say in a few words what it shows: ![a robin in the snow](robin.jpg). If it is only decoration, say so: alt="".',
  },
  'heading-skipped': {
    severity: 'hint',
    kind: 'site',
    title: 'A heading that skips a level',
    message: (data, pages) =>
      `The heading “${data.text}”${pages > 1 ? ` on ${count(pages, 'page')}` : ''} is of level ${data.level}, but the one above it is of level ${data.above}.`,
    advice: (data) =>
      `Make it level ${Number(data.above) + 1}. Readers who listen to the page find their way by these levels.`,
  },
  'id-twice': {
    severity: 'hint',
    kind: 'site',
    title: 'Two parts with one name',
    message: (data, pages) =>
      `${pages > 1 ? `${count(pages, 'page')} have` : 'A page has'} two parts called “${data.id}”: links to it reach only the first.`,
    advice: () => 'Give one of them another name.',
  },
  'template-mark': {
    severity: 'warning',
    kind: 'site',
    title: 'Code that readers see',
    message: (data, pages) =>
      `Readers see “${data.mark}” on ${onPages(pages)}: it was meant for the theme and is not replaced in a text.`,
    advice: () => 'Take it out. If readers should see it, put it between backticks, as code.',
  },
} satisfies Record<string, ProofSpec>;
