/**
 * The contract: every call that a window can make, with the schema of its arguments and the type of its result. The gate checks
 * arguments with these schemas; handlers and the window's client take their types from here.
 */
import { z } from 'zod';
import {
  type DocumentForm,
  fileSchema,
  type HistoryEntry,
  jsonSchema,
  type OpenDocument,
  type TextChange,
  textChangeSchema,
} from './documents.ts';
import { type ExplainedImpact, type ExplainedPage, type Origin, valuePathSchema } from './explain.ts';
import { type ChangeSummary, type FixPreview, fixInputsSchema } from './fixes.ts';
import { type FolderListing, type Home, uiStateSchema } from './home.ts';
import type { PageNews, PageRows, SiteFile } from './pages.ts';
import type { BrokenPage } from './preview.ts';
import { type ProofDetail, type ProofList, type ProofPlace, proofFilterSchema } from './proofs.ts';
import { type ReleaseSummary, type TargetSummary, targetInputSchema } from './publish.ts';
import type { SessionSnapshot } from './session.ts';
import { type SiteSettings, siteSettingSchema } from './settings.ts';
import type { ReportList, TimingReport } from './timings.ts';

interface Method<Args extends z.ZodType, Result> {
  args: Args;
  /** Only its type: results come from the host, which is trusted. */
  result: Result;
}

/** @typeParam Result what the handler answers */
function method<Result>() {
  return <Args extends z.ZodType>(args: Args): Method<Args, Result> => ({ args, result: undefined as Result });
}

const none = z.strictObject({});
/** As `fileSchema`, of the disk. */
const path = fileSchema;
const id = z.string().min(1).max(200);
const page = { offset: z.number().int().nonnegative(), limit: z.number().int().min(1).max(1000) };
const changes = z.array(textChangeSchema).max(100_000);

export interface Operation {
  operation: string;
}

export const methods = {
  'home.read': method<Home>()(none),
  'home.write': method<null>()(z.strictObject({ ui: uiStateSchema })),
  'home.forget': method<null>()(z.strictObject({ root: path })),
  /** `path` null: where sites go. */
  'folders.list': method<FolderListing>()(z.strictObject({ path: path.nullable() })),
  /** The system's own dialog; null when it was closed. */
  'folders.choose': method<{ path: string | null }>()(none),
  'folders.reveal': method<null>()(z.strictObject({ file: fileSchema })),
  'links.open': method<null>()(z.strictObject({ url: z.string().max(8000) })),

  /** `folder` null: in the folder of sites, by its title. */
  'sites.create': method<{ root: string }>()(
    z.strictObject({ starter: id, title: z.string().min(1).max(200), folder: path.nullable() }),
  ),
  /** Makes a site of a folder that has no `site.yaml`. */
  'sites.adopt': method<{ root: string }>()(z.strictObject({ root: path, title: z.string().min(1).max(200) })),
  'tour.open': method<{ root: string }>()(z.strictObject({ again: z.boolean() })),

  'session.open': method<SessionSnapshot>()(z.strictObject({ root: path })),
  'session.close': method<null>()(none),
  'session.trust': method<null>()(none),

  /** `adopt`: what lies in the output folder is Galley's, although there is no record of it. */
  'build.start': method<Operation>()(z.strictObject({ adopt: z.boolean().default(false) })),
  'operation.cancel': method<null>()(z.strictObject({ operation: id })),

  'pages.rows': method<PageRows>()(z.strictObject(page)),
  /** null: the host has no rows of that version any more, or too much is different: all are to be asked for. */
  'pages.news': method<PageNews | null>()(z.strictObject({ since: z.number().int().nonnegative() })),
  'files.list': method<{ files: SiteFile[] }>()(none),
  'pages.create': method<{ file: string }>()(
    z.strictObject({ section: z.string().max(1000), title: z.string().min(1).max(300) }),
  ),

  /** null: the page is as it should be, or was never shown. */
  'preview.broken': method<{ broken: BrokenPage | null }>()(z.strictObject({ url: z.string().max(8000) })),
  /** Which version previews of broken pages show, until they are mended. */
  'preview.show': method<null>()(z.strictObject({ version: z.enum(['now', 'last-good']) })),
  /** Gives the previews of the site another origin, after a page that does not answer. */
  'preview.renew': method<null>()(none),

  'proofs.list': method<ProofList>()(z.strictObject({ filter: proofFilterSchema, ...page })),
  'proofs.read': method<ProofDetail>()(z.strictObject({ id })),
  'proofs.places': method<{ total: number; places: ProofPlace[] }>()(z.strictObject({ id, ...page })),
  /** `page` null: everywhere. */
  'proofs.mute': method<ChangeSummary>()(
    z.strictObject({ id, reason: z.string().min(1).max(500), page: z.string().max(4000).nullable() }),
  ),
  'proofs.unmute': method<ChangeSummary>()(z.strictObject({ id })),

  'fixes.preview': method<FixPreview>()(z.strictObject({ proof: id, fix: id, inputs: fixInputsSchema })),
  'fixes.apply': method<ChangeSummary>()(
    z.strictObject({ proof: id, fix: id, inputs: fixInputsSchema, confirmed: z.boolean() }),
  ),
  'changes.undo': method<ChangeSummary>()(z.strictObject({ id })),

  'reports.list': method<ReportList>()(none),
  'reports.read': method<TimingReport>()(z.strictObject({ started: id })),
  /** The format of browsers' performance panels. */
  'reports.trace': method<{ name: string; text: string }>()(z.strictObject({ started: id })),
  'explain.page': method<ExplainedPage>()(z.strictObject({ page: z.string().max(4000) })),
  /** Where the values that a page shows are written, each once; `url` of the page. */
  'explain.values': method<{ origins: Origin[] }>()(
    z.strictObject({ url: z.string().max(8000), values: z.array(valuePathSchema).max(3) }),
  ),
  'explain.impact': method<ExplainedImpact>()(z.strictObject({ file: fileSchema })),

  'documents.open': method<OpenDocument>()(z.strictObject({ file: fileSchema })),
  /**
   * `seq` grows by one for each edit of this window and document: an edit that arrives twice counts once. Fails with `stale` when
   * `version` is not the newest: the document must be opened again.
   */
  'documents.edit': method<{ version: number }>()(
    z.strictObject({
      file: fileSchema,
      version: z.number().int().nonnegative(),
      client: id,
      seq: z.number().int().nonnegative(),
      changes,
    }),
  ),
  'documents.save': method<null>()(z.strictObject({ file: fileSchema.nullable() })),
  'documents.close': method<null>()(z.strictObject({ file: fileSchema })),
  'documents.takeOver': method<OpenDocument>()(z.strictObject({ file: fileSchema })),
  'documents.resolve': method<OpenDocument>()(z.strictObject({ file: fileSchema, text: z.string().max(6_000_000) })),
  'documents.form': method<{ form: DocumentForm | null; closed: { message: string; line: number } | null }>()(
    z.strictObject({ file: fileSchema }),
  ),
  /** The minimal edit for one field, for the editor to make; null removes the field. */
  'documents.field': method<{ version: number; changes: TextChange[] }>()(
    z.strictObject({
      file: fileSchema,
      field: z.enum(['title', 'date', 'tags', 'draft', 'description']),
      value: jsonSchema,
    }),
  ),
  'documents.history': method<{ entries: HistoryEntry[] }>()(z.strictObject({ file: fileSchema })),
  'documents.earlier': method<{ text: string }>()(z.strictObject({ file: fileSchema, id })),

  'settings.read': method<SiteSettings>()(none),
  'settings.write': method<SiteSettings>()(z.strictObject({ key: siteSettingSchema, value: z.string().max(2000) })),

  'publish.targets': method<{ targets: TargetSummary[]; git: boolean }>()(none),
  'publish.add': method<TargetSummary>()(
    z.strictObject({ target: targetInputSchema, secret: z.string().max(4000).nullable() }),
  ),
  'publish.remove': method<null>()(z.strictObject({ target: id })),
  'publish.secret': method<null>()(z.strictObject({ target: id, secret: z.string().min(1).max(4000).nullable() })),
  'publish.confirm': method<TargetSummary>()(z.strictObject({ target: id, address: z.string().max(8000) })),
  /** Saves all, builds, checks and answers with a story as an event. */
  'publish.plan': method<Operation>()(z.strictObject({ target: id })),
  'publish.apply': method<Operation>()(
    z.strictObject({ plan: id, accept: z.record(z.string().max(200), z.string().max(500)) }),
  ),
  'publish.releases': method<{ releases: ReleaseSummary[] }>()(z.strictObject({ target: id })),
  'publish.undo': method<Operation>()(z.strictObject({ target: id })),
} as const;

export type MethodName = keyof typeof methods;
/** What a window may send: defaults need not be given. */
export type ArgsOf<Name extends MethodName> = z.input<(typeof methods)[Name]['args']>;
/** What a handler gets. */
export type CheckedArgsOf<Name extends MethodName> = z.output<(typeof methods)[Name]['args']>;
export type ResultOf<Name extends MethodName> = (typeof methods)[Name]['result'];

/** Own names only: `constructor` and its kin are no methods. */
export function isMethod(name: string): name is MethodName {
  return Object.hasOwn(methods, name);
}
