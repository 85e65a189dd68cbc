import type { ProofSpec } from './spec.ts';

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
} satisfies Record<string, ProofSpec>;
