/** The engine's door. The command line and the studio use only this. */
import type { Proof } from '../../shared/proof.ts';
import type { BuildEvent, BuildReport } from '../../shared/report.ts';
import type { AssetKind, PageKind } from '../../shared/snapshot.ts';

/** How the engine reaches the worker: the path of its built entry, computed in the entry file of the program. */
export interface EngineOptions {
  workerPath: string;
  /** Folder that holds the built-in themes. */
  themesPath: string;
  galleyVersion: string;
  /** The thread that opens the site may render pages itself: true for the command line, false where a window waits. */
  ownThread: boolean;
  /** What only this machine knows. A cache that was made with another is ignored: it may come from strangers. */
  machine?: string;
}

export interface BuildRequest {
  /** ISO instant; absent: now. */
  now?: string;
  drafts: boolean;
  /** Threads; 0: inline; absent: decided by the amount of work. */
  workers?: number;
  /** Output folder; absent: public/ in the site. */
  out?: string;
  /** Forget caches first. The outputs list survives. */
  clean: boolean;
  /** Own what is in the output folder although the outputs list is lost. */
  adopt: boolean;
  /**
   * Absolute paths of files, or of folders with all that is below them, that changed, came or went since the last build of this
   * open site that ended well, by every name that they have in the site: a build that is told so looks at no other source. Absent:
   * everything is looked at.
   */
  changed?: readonly string[];
  onEvent?: (event: BuildEvent) => void;
}

export interface PageExplanation {
  id: string;
  url: string;
  source: string | null;
  output: string;
  template: string;
  /** Why it was rendered when it was rendered last. */
  reason: string;
  /** False: the last build kept it, since nothing that it reads had changed. */
  rendered: boolean;
  milliseconds: number;
  /** What it read, in words, grouped. */
  reads: { kind: string; name: string; fingerprint: string | null }[];
  assets: string[];
  links: string[];
  proofs: string[];
}

/** What would be made again if a file were changed, as far as the last build knows. */
export interface Impact {
  file: string;
  /** Each page once, by what it has of the file; the closest first. */
  groups: { how: ImpactKind; pages: { url: string; source: string | null }[] }[];
  /** Feeds, site map and other files. */
  texts: string[];
}

export type ImpactKind = 'own' | 'uses' | 'text' | 'field' | 'list';

export interface SiteOutline {
  title: string;
  /** Where the site is mounted: the path of its address, "/birds/". */
  basePath: string;
  /** Folders, absolute, whose files it is made from. Some may be missing, some may lie in others. */
  watched: string[];
  /** Absolute path of a file that a proof names. */
  locate(name: string): string;
}

export type DocumentState = 'published' | 'draft' | 'future' | 'expired' | 'unreadable';

export interface ListedDocument {
  /** Relative to the site ("content/posts/a.md"). */
  source: string;
  title: string;
  kind: 'home' | 'page' | 'section';
  /** "posts", "docs/api"; "" at the root. */
  section: string;
  /** Root-relative with the base path; null: it has no page in this build. */
  url: string | null;
  /** Path in public/. */
  output: string | null;
  /** ISO 8601 with offset, in the site's zone. */
  date: string | null;
  state: DocumentState;
  /** Lookup name ("page.njk"). */
  template: string | null;
}

export interface SiteListing {
  /** Grows with every build of this open site. */
  version: number;
  title: string;
  url: string;
  basePath: string;
  language: string;
  timezone: string;
  /** ISO instant at which the next page appears or expires. */
  nextChange: string | null;
  /** In the order of a tree: by path, by code point, a folder's own document before what is in it. Hidden ones too. */
  documents: ListedDocument[];
  /** Pages without a document, without the further pages of lists. */
  generated: { url: string; title: string; kind: PageKind }[];
  /** `own`: a file of the site's folder, and not of a built-in theme. */
  templates: { name: string; file: string; own: boolean }[];
  /** Files of data/ ("data/prices.yaml"). */
  data: string[];
  assets: {
    source: string;
    name: string;
    kind: AssetKind;
    url: string;
    bytes: number;
    width: number | null;
    height: number | null;
  }[];
}

export interface ShowRequest {
  page: { url: string } | { source: string };
  /** Unsaved text of documents, templates, data, strings or settings, by name ("content/a.md", "templates/page.njk"). */
  texts: { file: string; text: string }[];
  /** The HTML says where its parts come from; `stripMarks` of the kernel takes that off again. */
  marks: boolean;
  /**
   * While only its text changes, marks may be taken to leave the page what it is, as they did when it was shown last: half the work.
   * Whoever says so asks once more without it when there is time.
   */
  trusting?: boolean;
}

export interface ShownPage {
  /** False: there is no such page, no build yet, or its text cannot be read (then `state` and `proofs` say so). */
  found: boolean;
  url: string;
  source: string | null;
  /** Path in public/. */
  output: string;
  title: string;
  html: string;
  /** Nobody has compared this with the page without marks: see ShowRequest. */
  trusted: boolean;
  state: DocumentState;
  degraded: boolean;
  /** Of this page and this render: what reading its text and rendering it found. */
  proofs: Proof[];
  /** From the call to the answer. */
  milliseconds: number;
  template: string;
}

/** How a page looked before its design failed. */
export interface LastGood {
  html: string;
  /** ISO instant. */
  written: string;
}

export interface AuditRequest {
  /** How many pages, feeds and other texts are rendered at most; the whole site gets its turn, audit after audit. */
  sample: number;
}

/** Something that the builds so far had wrong. */
export interface AuditMistake {
  /**
   * `page` and `text`: what lies in public/ is not what a clean build makes. `source`: the last build did not take in a file that had
   * changed before it. `model`: it had other pages than the sources make.
   */
  kind: 'page' | 'text' | 'source' | 'model';
  /** Of the page or text; of a source its name. */
  id: string;
}

export interface AuditReport {
  /**
   * `unsettled`: the last build did not end well, or somebody else builds. `changed`: sources are not what the last build read. Then no
   * page was judged.
   */
  outcome: 'judged' | 'unsettled' | 'changed';
  /** How many pages and texts were rendered and compared, of how many. */
  judged: number;
  of: number;
  /** Sources that are not what the last build read. */
  changed: string[];
  /** Files of ours in public/ that are gone or were changed by somebody else, by path. */
  touched: string[];
  /** Mistakes of Galley's. */
  mistakes: AuditMistake[];
  /** Folder of the bug report, relative to the site's; null: there are no mistakes. */
  report: string | null;
  /** What makes public/ good again. `clean`: a build that trusts nothing that is remembered. */
  wants: 'nothing' | 'build' | 'clean';
}

export interface Site {
  readonly root: string;
  /** Read anew from the settings. @throws CannotBuild when there is no site */
  outline(): Promise<SiteOutline>;
  build(request: BuildRequest, signal?: AbortSignal): Promise<BuildReport>;
  /** The explanation that the last build left, by URL, path in public/ or source path; null when there is none. */
  explain(page: string): Promise<PageExplanation | null>;
  /**
   * What would change with a file ("templates/base.njk", "content/about.md", "data/prices.yaml", "assets/main.css"), or with a
   * part of one ("data.prices.tea", "menus.main", "site.title"); null: it is nothing that a site is made from.
   */
  impact(file: string): Promise<Impact | null>;
  /** What the newest build that was planned is made of, good or not; null before the first. */
  listing(): Promise<SiteListing | null>;
  /** One page as it would be, in memory, by the last build. While one runs, the one before it serves. */
  showPage(request: ShowRequest): Promise<ShownPage>;
  /** The page that a degraded one in public/ replaced; null when none is kept. @param output path in public/ */
  lastGood(output: string): Promise<LastGood | null>;
  /**
   * Absolute path of the file behind a path of public/ that may not be there yet: an asset, a file of a bundle, of static/, and
   * for a smaller version of a picture the picture itself. null when it is none of these.
   */
  file(output: string): Promise<string | null>;
  /**
   * Renders a sample of pages as a clean build at the last build's instant would, and compares it with public/, which it leaves as it
   * is. What must be made again is noted so that the next build does it. A build that begins ends the audit.
   * @throws AbortError when it was ended
   */
  audit(request: AuditRequest, signal?: AbortSignal): Promise<AuditReport>;
  close(): Promise<void>;
}

/** The build could not run at all (exit 1): said in one sentence with what to do. */
export class CannotBuild extends Error {
  override readonly name = 'CannotBuild';
  constructor(
    readonly code: string,
    message: string,
    readonly advice: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
