/** One static-site generator, as the bench sees it. */

/** Where a run takes place: every tool reads the same `content` folder. */
export interface Bench {
  /** Sources, layouts and caches of the tools. */
  work: string;
  /** The documents, read by every tool from here. */
  content: string;
  /** Whether pages show the values of their front matter (folders of real documents). */
  fields: boolean;
}

/** One command, ready to be timed. Nothing of it is cached between runs but what `forget` leaves. */
export interface PreparedTool {
  name: string;
  command: string;
  args: (output: string) => string[];
  cwd: string;
  /** Takes caches away: the next run is a first run. The output folder is the bench's own business. */
  forget: () => void;
}

export interface Tool {
  name: string;
  /** What it can do in this bench, for the list of features. */
  extra: string | null;
  /** The version that will be timed, or null with the reason when it is not to be had. */
  find: () => { version: string } | { missing: string };
  /** Lays out its site in `bench.work`. */
  prepare: (bench: Bench) => PreparedTool;
}
