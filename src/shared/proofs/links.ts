import { linkCheckProofs } from './checks.ts';
import { readable } from './readable.ts';
import type { ProofSpec } from './spec.ts';

export const linksProofs = {
  ...linkCheckProofs,
  // Links between documents, by file path.
  'link-document-missing': {
    severity: 'warning',
    kind: 'site',
    title: 'A link to a page that is not there',
    message: (data, _, places) =>
      places > 1
        ? `${places} links lead to “${readable(data.target)}”, which is not part of the site.`
        : `The link ${data.text ? `“${data.text}” ` : ''}leads to “${readable(data.target)}”, which is not part of the site.`,
    advice: (data) =>
      data.near
        ? `Perhaps “${data.near}” was meant.`
        : 'Correct the link, or take it out. A page that is still a draft is not part of the site.',
  },
  'link-document-wrong-case': {
    severity: 'hint',
    kind: 'site',
    title: 'A link with small and capital letters mixed up',
    message: (data) =>
      `The link to “${readable(data.target)}” works, but the file is called “${data.near}”: on some computers these are two names.`,
    advice: (data) => `Write “${data.near}”.`,
  },
} satisfies Record<string, ProofSpec>;
