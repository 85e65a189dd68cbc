import type { FindingData } from '../proof.ts';
import { count, type ProofSpec } from './spec.ts';

/** What is wrong with the settings and with the folder of the site, before any page is looked at. */
export const siteProofs = {
  'setting-missing': {
    severity: 'warning',
    kind: 'site',
    title: 'A setting that every site needs',
    message: (data) => `The site has no ${data.what}; for now it is “${data.used}”.`,
    advice: (data) => `Write it into site.yaml: ${data.name}: ${data.example}`,
  },
  'setting-unknown': {
    severity: 'warning',
    kind: 'site',
    title: 'A setting that Galley does not know',
    message: (data) => `“${data.name}” in ${data.in} has no effect: there is no setting of that name.`,
    advice: (data) =>
      data.nearest ? `Perhaps it should be “${data.nearest}”.` : `Take “${data.name}” out of ${data.in}.`,
  },
  'setting-wrong': {
    severity: 'error',
    kind: 'site',
    title: 'A setting that cannot be used',
    message: (data) => `“${data.name}” in ${data.in} cannot be used: ${data.problem}.`,
    advice: (data) => `Until it is corrected, ${data.instead}.`,
  },
  'theme-missing': {
    severity: 'error',
    kind: 'site',
    title: 'A theme that is not there',
    message: (data) => `The theme “${data.theme}” is not there, so the site has Galley's plain looks.`,
    advice: (data) =>
      data.nearest
        ? `Perhaps it should be “${data.nearest}”.`
        : `Put the theme into the folder themes/${data.theme}, or choose one of these: ${data.themes}.`,
  },
  'theme-broken': {
    severity: 'error',
    kind: 'site',
    title: 'A theme whose description cannot be used',
    message: (data) => `The theme “${data.theme}” says of itself what cannot be used: ${data.problem}.`,
    advice: () => 'Ask the maker of the theme, or correct its file theme.yaml.',
  },
  'data-unreadable': {
    severity: 'error',
    kind: 'site',
    title: 'A list of facts that cannot be read',
    message: (data) => `“${data.file}” cannot be read: ${data.problem}.`,
    advice: () => 'Correct the file at the place shown. Until then, pages that show what is in it stay incomplete.',
  },
  'schema-mismatch': {
    severity: 'warning',
    kind: 'site',
    title: 'A value that is not as the site asks for it',
    message: ({ key, problem }, pages) =>
      key === ''
        ? `The values at the top of ${pages > 1 ? count(pages, 'page') : 'this page'} do not fit together: ${problem}.`
        : `At the top of ${pages > 1 ? count(pages, 'page') : 'this page'}, “${key}” ${problem}.`,
    advice: ({ schema, near }) =>
      near ? `Perhaps “${near}” was meant.` : `Correct it there, or change what ${schema} asks for.`,
  },
  'schema-unusable': {
    severity: 'error',
    kind: 'site',
    title: 'Rules for pages that cannot be used',
    message: ({ schema, problem, section }) =>
      `The rules for the pages in “${section}” (${schema}) cannot be used: ${problem}. So nothing is checked there.`,
    advice: ({ schema }) => `Correct ${schema}, or its name under “schemas” in site.yaml.`,
  },
  'data-twice': {
    severity: 'warning',
    kind: 'site',
    title: 'Two files for one list of facts',
    message: (data) => `“${data.file}” is not used: “${data.other}” has the same name.`,
    advice: () => 'Give one of the two another name, or put both into one file.',
  },
  'name-twins': {
    severity: 'warning',
    kind: 'run',
    title: 'Two names that some computers take for one',
    message: (data) =>
      `“${data.file}” and “${data.other}” differ only in ${data.difference}: on many computers they are one file.`,
    advice: () => 'Give one of the two a name that differs in its letters.',
  },
  'name-risky': {
    severity: 'hint',
    kind: 'run',
    title: 'A name that some computers refuse',
    message: (data) => `“${data.file}” has a name that does not work on every computer: ${data.problem}.`,
    advice: () => 'Give it another name before you share the site or move it to another computer.',
  },
  'link-outside': {
    severity: 'warning',
    kind: 'site',
    title: 'A shortcut that leads out of the site',
    message: (data) => `“${data.file}” is left out: it is a shortcut to ${data.target}.`,
    advice: () => 'Put a copy in its place, or name the folder that it leads to under “folders” in site.yaml.',
  },
  // What pages ask the site for while they are made.
  'build-time-read': {
    severity: 'hint',
    kind: 'site',
    title: 'A page that shows when it was made',
    message: (_, pages) =>
      `${count(pages, 'page')} ${pages === 1 ? 'shows' : 'show'} the time of the last build, so ${pages === 1 ? 'it changes' : 'they change'} every time, even if you write nothing.`,
    advice: () => 'If a date of the page itself will do, let the design show that instead.',
  },
  'string-missing': {
    severity: 'warning',
    kind: 'site',
    title: 'A word that has no translation',
    message: (data) => `The design has no text for “${data.key}”, so pages show that name instead.`,
    advice: (data) =>
      data.near
        ? `Perhaps it should be “${data.near}”. Otherwise add it to the texts of the theme.`
        : `Add “${data.key}” to the texts of the theme, in strings/.`,
  },
  'list-misused': {
    severity: 'warning',
    kind: 'site',
    title: 'A list that is asked for what it does not have',
    message: (data) =>
      `A list of pages may be wrong: the design asks it for something that it cannot give (${data.problem}).`,
    advice: (data) =>
      data.near ? `Perhaps “${data.near}” was meant.` : 'Correct the place in the design that is shown.',
  },
  'content-cycle': {
    severity: 'error',
    kind: 'site',
    title: 'Pages that contain each other',
    message: (data) =>
      Number(data.count) > 1
        ? `These pages show each other's text, which would never end: ${names(data.pages)}. The text is left out there.`
        : `This page shows its own text inside itself, which would never end. The text is left out there.`,
    advice: () => 'Take one of them out of the other.',
  },
  'page-unmade': {
    severity: 'error',
    kind: 'run',
    title: 'A page that Galley failed on',
    message: (_, pages) =>
      `Galley failed while it was making ${count(pages, 'page')}. The text is shown in a plain frame.`,
    advice: () => 'This is a mistake in Galley, not in your texts. Please report it, with the technical details.',
  },
} satisfies Record<string, ProofSpec>;

function names(list: FindingData[string] | undefined): string {
  return Array.isArray(list) ? list.join(', ') : String(list ?? '');
}
