/** The engine's door. The command line and the studio use only this. */
import type { BuildEvent, BuildReport } from '../../shared/report.ts';

/** How the engine reaches the worker: the path of its built entry, computed in the entry file of the program. */
export interface EngineOptions {
  workerPath: string;
  /** Folder that holds the built-in themes. */
  themesPath: string;
  galleyVersion: string;
  /** The thread that opens the site may render pages itself: true for the command line, false where a window waits. */
  ownThread: boolean;
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
  onEvent?: (event: BuildEvent) => void;
}

export interface PageExplanation {
  id: string;
  url: string;
  source: string | null;
  output: string;
  template: string;
  reason: string;
  milliseconds: number;
  /** What it read, in words, grouped. */
  reads: { kind: string; name: string; fingerprint: string | null }[];
  assets: string[];
  links: string[];
  proofs: string[];
}

export interface SiteOutline {
  title: string;
  /** Where the site is mounted: the path of its address, "/birds/". */
  basePath: string;
  /** Folders, absolute, whose files it is made from. Some may be missing, some may lie in others. */
  watched: string[];
  /** Absolute path of a file that a proof names. */
  locate(name: string): string;
}

export interface Site {
  readonly root: string;
  /** Read anew from the settings. @throws CannotBuild when there is no site */
  outline(): Promise<SiteOutline>;
  build(request: BuildRequest, signal?: AbortSignal): Promise<BuildReport>;
  /** The explanation that the last build left, by URL, path in public/ or source path; null when there is none. */
  explain(page: string): Promise<PageExplanation | null>;
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
