import type { FindingData } from '../proof.ts';
import { count, type ProofSpec } from './spec.ts';

/** "author.name" of "page.params.author.name": the writer knows which page it is, and that it is written at its top. */
function shown(data: FindingData): string {
  return String(data.expression ?? '').replace(/^page\.(?:params\.)?/, '');
}

function pagesOrSite(pages: number): string {
  return pages === 0 ? 'The site' : count(pages, 'page');
}

/** " (templates/page.njk, line 3)". */
function where(data: FindingData): string {
  const file = String(data.file ?? '');
  if (file === '') return '';
  return Number(data.line) > 0 ? ` (${file}, line ${data.line})` : ` (${file})`;
}

/** What that means for readers comes first: "3 pages cannot be shown as designed: a part of the design failed (…)." */
function broken(what: string, data: FindingData, pages: number): string {
  if (pages === 0) return `${what}${where(data)}.`;
  const cause = what.charAt(0).toLowerCase() + what.slice(1);
  return `${count(pages, 'page')} cannot be shown as designed: ${cause}${where(data)}.`;
}

function nearest(data: FindingData, otherwise: string): string {
  const name = String(data.nearest ?? '');
  return name === '' ? otherwise : `Did the design mean “${name}”? ${otherwise}`;
}

export const templatesProofs = {
  'undefined-value': {
    severity: 'warning',
    kind: 'site',
    title: 'The design shows something that is not there',
    message: (data, pages) =>
      `${pagesOrSite(pages)} ${pages > 1 ? 'have' : 'has'} nothing to show for “${shown(data)}”.`,
    advice: (data) =>
      nearest(data, 'Write it on these pages, set it for the whole site, or take it out of the design.'),
  },
  'empty-value': {
    severity: 'hint',
    kind: 'site',
    title: 'The design shows something that is empty',
    message: (data, pages) =>
      `${pagesOrSite(pages)} ${pages > 1 ? 'leave' : 'leaves'} “${shown(data)}” empty where the design shows it.`,
    advice: () => 'Write it on these pages, or let the design leave the place out when there is nothing to show.',
  },
  'template-syntax': {
    severity: 'error',
    kind: 'site',
    title: 'A part of the design cannot be read',
    message: (data, pages) => broken('A part of the design has a mistake in it and cannot be read', data, pages),
    advice: () => 'Correct the mistake at the place that is marked, or ask the author of the design.',
  },
  'template-missing': {
    severity: 'error',
    kind: 'site',
    title: 'A part of the design is missing',
    message: (data, pages) => broken('A part that the design asks for is not there', data, pages),
    advice: (data) => nearest(data, 'Add the missing file to the design, or take out the line that asks for it.'),
  },
  'template-failed': {
    severity: 'error',
    kind: 'site',
    title: 'A part of the design failed',
    message: (data, pages) => broken('A part of the design failed', data, pages),
    advice: (data) => nearest(data, 'Correct the design at the place that is marked, or ask its author.'),
  },
  'template-recursion': {
    severity: 'error',
    kind: 'site',
    title: 'A part of the design contains itself',
    message: (data, pages) => broken('A part of the design contains itself and would never end', data, pages),
    advice: () => 'Take out one of the steps of the circle.',
  },
  'template-too-much-work': {
    severity: 'error',
    kind: 'site',
    title: 'A part of the design takes too much work',
    message: (data, pages) => broken('A part of the design does more work than a page may take', data, pages),
    advice: () => 'Let the design show fewer things at once, for example by splitting a long list over several pages.',
  },
  'template-forbidden': {
    severity: 'error',
    kind: 'site',
    title: 'The design tries something that is not allowed',
    message: (data, pages) => broken('A part of the design tries something that designs may not do', data, pages),
    advice: () =>
      'If the design comes from someone else, be careful with it. If it is yours, see the technical details for another way.',
  },
} satisfies Record<string, ProofSpec>;
