/**
 * What watches one render. Rendering is synchronous and nested renders are normal (another page's content, an embed, a
 * markdownify filter), so the running recorder is the top of an explicit stack, and everything that belongs to one render
 * (its page, its place in the templates, its chain of includes, its fuel) lives in its recorder and nowhere else.
 */
import type { Finding } from '../../shared/proof.ts';
import type { Marker } from '../marks/marker.ts';

/**
 * A key names one thing that a render can read; at one version of the site index its value is determined by the key alone,
 * so that a trace is a set of keys and each key's fingerprint is worked out once per version, not once per read.
 *
 * file:NAME                a template by lookup name, present or absent; file:* the names of all
 * site:PATH                a scalar of the settings ("site:title", "site:params.author.name")
 * data:PATH · menu:NAME · string:KEY · asset:NAME
 * static:PATH · link:PATH  a file of static/; the URL of the document or bundle file at a source path
 * near:KIND.NAME           the existing name that is offered for one that is not there
 * self:ID                  the page's own record
 * page:ID.FIELD            one field of another page
 * query:CANON              the ordered ids of a collection
 * column:FIELD@CANON       one field over all pages of a collection
 * content:ID               the filled body of a page: a node whose own reads join the trace of whoever shows it
 * time · locale            the build's instant; the versions of ICU and tzdata
 */
export type TraceKey = string;

/** A variant of an image that a page wants written. Equal requests are one. `asset` is a name in the manifest. */
export interface ImageRequest {
  asset: string;
  width: number;
  format: 'webp' | 'avif' | 'jpeg' | 'png';
  quality: number;
  /** Path in public/, decided before the variant is encoded. */
  output: string;
}

/** What one render came to, as data. */
export interface Trace {
  keys: TraceKey[];
  requests: ImageRequest[];
}

/** How much work one render may do: one unit a loop turn, a call, an item of range(), and a unit per 64 characters written. */
export const FUEL_PER_RENDER = 3_000_000;

/** Includes, macro calls and nested renders deeper than this are taken for endless recursion. */
export const MAX_CHAIN = 150;

export class Recorder {
  readonly keys = new Set<TraceKey>();
  readonly findings: Finding[] = [];
  readonly requests = new Map<string, ImageRequest>();
  fuel: number;
  /** Index into the templates' table of places: what is being evaluated. 0: nothing. */
  place = 0;
  /** The place whose value was reported last, missing or asked for wrongly, so that an outer link of the same chain stays silent. */
  missed = 0;
  /** Watches where what is printed comes from: for the preview only. */
  readonly marker: Marker | null;
  /** Places of the open includes, macro calls and callers, outermost first. */
  readonly chain: number[] = [];

  /**
   * @param page id of the page or node that is rendered
   * @param outer the recorder that was running when this one began; null at the bottom
   * @param marker absent: that of the outer one
   */
  constructor(
    readonly page: string,
    fuel: number = FUEL_PER_RENDER,
    readonly outer: Recorder | null = running.recorder,
    marker: Marker | null = outer?.marker ?? null,
  ) {
    this.fuel = fuel;
    this.marker = marker;
  }

  read(key: TraceKey): void {
    this.keys.add(key);
  }

  trace(): Trace {
    return { keys: [...this.keys], requests: [...this.requests.values()] };
  }
}

/** The running recorder; read by compiled templates on every expression, hence a field and not a function. */
export const running: { recorder: Recorder | null } = { recorder: null };

/**
 * Runs `work` with `recorder` on top. `work` must be synchronous: a promise would outlive its recorder.
 * The recorder below is back whatever happens.
 */
export function withRecorder<T>(recorder: Recorder, work: () => T): T {
  const below = running.recorder;
  running.recorder = recorder;
  try {
    return work();
  } finally {
    running.recorder = below;
  }
}

/** @throws when nothing is being rendered: a read outside a render would be lost. */
export function currentRecorder(): Recorder {
  const { recorder } = running;
  if (recorder === null) throw new Error('read outside a render');
  return recorder;
}
