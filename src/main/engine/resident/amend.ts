/**
 * The model of the build before, with a few records replaced. Putting a site together costs what the site is; most edits
 * change one page and nothing that another one depends on.
 */
import { isDeepStrictEqual } from 'node:util';
import type { IndexChange } from '../../../kernel/site/fingerprints.ts';
import { analyseTemplates } from '../../../kernel/templates/analyse.ts';
import type { ParsedDocument } from '../../../shared/document.ts';
import type { PageNumber, PageRecord } from '../../../shared/snapshot.ts';
import type { Discovery } from '../phases/discover.ts';
import type { Organised } from '../phases/organise.ts';
import type { Parsed } from '../phases/parse.ts';
import { lightPatch } from '../preview/decide.ts';
import type { PlannedSite } from '../preview/planned.ts';

export interface Amended {
  model: Organised;
  /** Numbers of the pages with other records. */
  pages: PageNumber[];
  /** As IndexChange has them. */
  fields: IndexChange['pages'];
}

export interface AmendInput {
  before: PlannedSite;
  /** The content of both is the same, and the settings are. */
  discovery: Discovery;
  parsed: Parsed;
  /** ISO instant of the build. */
  time: string;
}

/** @returns null: the site has to be put together again */
export function amendModel({ before, discovery, parsed, time }: AmendInput): Amended | null {
  const { model, snapshot } = before;
  if (!isSameDesign(before.found.discovery, discovery)) return null;
  if (!isWithin(model, snapshot.time, time) || parsed.documents.length !== before.parsed.documents.length) return null;
  const records = new Map<PageNumber, PageRecord>();
  for (let i = 0; i < parsed.documents.length; i++) {
    const [was, is] = [before.parsed.documents[i] as ParsedDocument, parsed.documents[i] as ParsedDocument];
    if (was !== is && !amend(records, before, was, is)) return null;
  }
  const pages = [...records.keys()];
  if (pages.length === 0) return { model, pages, fields: new Map() };
  const all = model.pages.slice();
  for (const [page, record] of records) all[page] = record;
  const fields = new Map(pages.map((page) => changedFields(model.pages[page] as PageRecord, all[page] as PageRecord)));
  return { model: { ...model, pages: all }, pages, fields };
}

/** Which templates there are and which of them go over several pages, and which files are copied, decide on pages and addresses. */
function isSameDesign(before: Discovery, now: Discovery): boolean {
  if (before.templates === now.templates) return true;
  const [were, are] = [analyseTemplates(before.templates), analyseTemplates(now.templates)];
  const sameStatics = isDeepStrictEqual(before.statics, now.statics);
  return (
    sameStatics &&
    before.templates.length === now.templates.length &&
    now.templates.every(
      ({ name }, i) =>
        before.templates[i]?.name === name && were.mentions(name, 'paginator') === are.mentions(name, 'paginator'),
    )
  );
}

/** Nothing appears or expires between the two instants. */
function isWithin({ nextChange }: Organised, before: string, now: string): boolean {
  const instant = Date.parse(now);
  return instant >= Date.parse(before) && (nextChange === null || instant < Date.parse(nextChange));
}

/** @returns false when the document changes more than its own page, or anything may be said of its front matter */
function amend(
  records: Map<PageNumber, PageRecord>,
  { model, snapshot, index }: PlannedSite,
  was: ParsedDocument,
  is: ParsedDocument,
): boolean {
  if (was.source !== is.source || !was.readable || !is.readable) return false;
  const sameValues = isDeepStrictEqual(was.front, is.front);
  if (!sameValues && Object.keys(snapshot.config.schemas).length > 0) return false;
  if (model.findings.some((finding) => finding.file === is.source)) return false;
  const page = index.lookups.bySource(is.source);
  // One that is not shown stays hidden as long as its values are the same.
  if (page === null) return sameValues;
  const record = model.pages[page] as PageRecord;
  if (record.list !== null) return false;
  const patch = lightPatch(snapshot, page, was, is);
  if (patch === null) return false;
  records.set(page, { ...record, ...patch });
  return true;
}

function changedFields(before: PageRecord, now: PageRecord): [string, ReadonlySet<keyof PageRecord>] {
  const names = Object.keys(now) as (keyof PageRecord)[];
  return [now.id, new Set(names.filter((name) => !isDeepStrictEqual(before[name], now[name])))];
}
