import { pageCheckProofs } from './checks.ts';
import { count, type ProofSpec } from './spec.ts';

/** Addresses, lists and menus: how documents come together as a site. */
const placeProofs = {
  'url-twice': {
    severity: 'error',
    kind: 'site',
    title: 'Two pages at one address',
    message: ({ first, second, url }) =>
      `“${first}” and “${second}” both want the address ${url}. The first has it; the other got a number behind its address.`,
    advice: () => 'Give one of them another name, or another address (url) at its top.',
  },
  'path-twice': {
    severity: 'error',
    kind: 'site',
    title: 'A file where something else already is',
    message: ({ first, second, path }) => `“${second}” is left out: its place, ${path}, is taken by “${first}”.`,
    advice: ({ second }) => `Give “${second}” another name.`,
  },
  'alias-taken': {
    severity: 'warning',
    kind: 'site',
    title: 'An earlier address that is in use',
    message: ({ alias, owner }) =>
      `Readers of the earlier address ${alias} are not sent on to this page: “${owner}” is there now.`,
    advice: ({ alias }) => `Take ${alias} out of the list at the top of this page.`,
  },
  'address-wrong': {
    severity: 'warning',
    kind: 'site',
    title: 'An address that is not possible',
    message: ({ address, problem }) => `“${address}” cannot be an address of this page: ${problem}.`,
    advice: () => 'Write a path that begins with a slash, such as /about/us/.',
  },
  'address-needs-date': {
    severity: 'warning',
    kind: 'site',
    title: 'A page without the date that its address needs',
    message: (_, pages) =>
      pages > 1
        ? `The addresses of ${count(pages, 'page')} should have a date in them, and these pages have none.`
        : 'The address of this page should have a date in it, and the page has none.',
    advice: () => 'Write a date at the top of the page: date: 2024-05-31',
  },
  'layout-missing': {
    severity: 'warning',
    kind: 'site',
    title: 'A design that is not there',
    message: ({ layout }, pages) =>
      `${pages > 1 ? count(pages, 'page') : 'This page'} should look like “${layout}”, but the theme has no such design. The usual one is used.`,
    advice: ({ nearest }) =>
      nearest === ''
        ? 'Remove the word behind “layout”, or ask the maker of the theme.'
        : `Perhaps it should be “${nearest}”.`,
  },
  'cascade-key': {
    severity: 'warning',
    kind: 'site',
    title: 'A value that cannot be handed down',
    message: ({ key }) => `“${key}” cannot be set for many pages at once, or has a value that it cannot have.`,
    advice: ({ key }) => `Write “${key}” at the top of each page that it is for.`,
  },
  'term-spellings': {
    severity: 'hint',
    kind: 'site',
    title: 'One word in two spellings',
    message: ({ term, other, taxonomy }) =>
      `“${other}” and “${term}” are one and the same in ${taxonomy}: they share one list.`,
    advice: ({ term }) => `Write “${term}” on all of these pages.`,
  },
  'menu-page-missing': {
    severity: 'warning',
    kind: 'site',
    title: 'A menu that names a page that is not there',
    message: ({ page }) => `A menu should lead to “${page}”, but there is no such page, so it is left out.`,
    advice: ({ nearest }) =>
      nearest === ''
        ? 'Correct the name in site.yaml, or take it out of the menu.'
        : `Perhaps it should be “${nearest}”.`,
  },
  'index-beside-pages': {
    severity: 'hint',
    kind: 'site',
    title: 'A folder that is one page, with other pages in it',
    message: ({ folder, others }) =>
      `The folder “${folder}” is a single page because it has an index.md; ${count(Number(others), 'other page')} in it ${Number(others) === 1 ? 'is' : 'are'} not listed there.`,
    advice: () => 'If the folder should list its pages, rename index.md to _index.md.',
  },
} satisfies Record<string, ProofSpec>;

export const pagesProofs = {
  ...pageCheckProofs,
  ...placeProofs,
} satisfies Record<string, ProofSpec>;
