/** Looks up every reference of every page once; the checks of links, parts and files share what it finds. */
import { isDeepStrictEqual } from 'node:util';
import type { Reference } from '../../../kernel/html/types.ts';
import { folded, Names } from '../../../kernel/site/nearest.ts';
import type { AssetMap, Target } from './asset-map.ts';
import { ReferenceResolver, type Resolution } from './resolve.ts';
import type { CheckedPage, CheckInput, ReferenceTrouble, TroubledReference } from './types.ts';

const PAGES_PER_SLICE = 250;
/** Targets for which a similar name is looked for; behind them only names that differ by case are seen. */
const COMPARED_TARGETS = 50;
/** Up to here a list is searched faster than a set is made. */
const FEW_IDS = 32;

/** The references of a site that lead nowhere, build after build. */
export class KnownReferences {
  #judged: Judged | null = null;

  /** Yields between slices of pages so that the caller can pause. */
  *troubled(input: CheckInput, { come, sameAddresses }: NewPages): Generator<void, TroubledReference[]> {
    const said = pathsAlreadyReported(input);
    const before = this.#judged;
    // Until all is done, nothing is certain of any.
    this.#judged = null;
    const same =
      before !== null &&
      sameAddresses &&
      input.sameFiles &&
      before.assets === input.assets &&
      isSameSet(before.said, said);
    this.#judged = (same ? changedJudgement(before, input, come) : null) ?? (yield* newJudgement(input, said));
    return [...this.#judged.byOutput.values()].flat();
  }
}

/** How the pages differ from those of the last time. */
export interface NewPages {
  /** Those that were not there like this. */
  come: readonly CheckedPage[];
  /** They are in the places of pages with the same addresses, and no other page came or went. */
  sameAddresses: boolean;
}

interface Judged {
  judge: TargetJudge;
  assets: AssetMap;
  /** Paths of which it was said already that they are missing. */
  said: ReadonlySet<string>;
  /** By the page's output; of pages in trouble only. */
  byOutput: Map<string, TroubledReference[]>;
}

function* newJudgement(input: CheckInput, said: ReadonlySet<string>): Generator<void, Judged> {
  const judged = { judge: new TargetJudge(input), assets: input.assets, said, byOutput: new Map() };
  let done = 0;
  for (const page of input.pages) {
    judgePage(judged, page);
    if (++done % PAGES_PER_SLICE === 0) yield;
  }
  return judged;
}

/** @returns null: more than these pages' own references may be judged otherwise */
function changedJudgement(judged: Judged, input: CheckInput, come: readonly CheckedPage[]): Judged | null {
  const { judge } = judged;
  judge.files = input.files;
  for (const page of come) if (!judge.replace(page)) return null;
  for (const page of come) judgePage(judged, page);
  return judge.comparedAll ? judged : null;
}

function judgePage({ judge, assets, said, byOutput }: Judged, page: CheckedPage): void {
  const troubled: TroubledReference[] = [];
  const targets = assets.targetsOf(page.url);
  for (let i = 0; i < targets.length; i++) {
    const trouble = judge.trouble(targets[i] as Target);
    if (trouble === null) continue;
    const reference = page.facts.references[i] as Reference;
    if (trouble.kind === 'anchor' && reference.kind !== 'link') continue;
    if (trouble.kind === 'missing' && said.has(trouble.path)) continue;
    troubled.push({ page, reference, trouble });
  }
  if (troubled.length > 0) byOutput.set(page.output, troubled);
  else byOutput.delete(page.output);
}

function isSameSet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((item) => b.has(item));
}

/** What is wrong with a target; null when nothing is. */
class TargetJudge {
  readonly #pageAt: Map<string, CheckedPage>;
  /** Of pages, by their outputs. */
  readonly #parts = new Map<string, Names>();
  readonly #ids = new Map<string, ReadonlySet<string>>();
  /** By the target's number. */
  readonly #troubles: (ReferenceTrouble | null | undefined)[] = [];
  /** The targets that are parts of a page, by its output. */
  readonly #targetsIn = new Map<string, Target[]>();
  #pages: Names | null = null;
  #files: Names | null = null;
  #compared = 0;

  files: CheckInput['files'];

  constructor({ pages, files }: Pick<CheckInput, 'pages' | 'files'>) {
    this.files = files;
    this.#pageAt = new Map(pages.map((page) => [page.output, page]));
  }

  /** False: so many targets are missing that it depends on their order what is suggested. */
  get comparedAll(): boolean {
    return this.#compared <= COMPARED_TARGETS;
  }

  /** Puts a page in the place of the one at its address. @returns false when what leads to a part of it is to be judged otherwise */
  replace(page: CheckedPage): boolean {
    const { output } = page;
    this.#pageAt.set(output, page);
    this.#parts.delete(output);
    this.#ids.delete(output);
    const targets = this.#targetsIn.get(output) ?? [];
    return targets.every(({ number, resolution }) =>
      isDeepStrictEqual(this.#troubles[number], this.#judge(resolution)),
    );
  }

  trouble(target: Target): ReferenceTrouble | null {
    const known = this.#troubles[target.number];
    if (known !== undefined) return known;
    const trouble = this.#judge(target.resolution);
    this.#troubles[target.number] = trouble;
    this.#noteTarget(target);
    return trouble;
  }

  #noteTarget(target: Target): void {
    const { resolution } = target;
    if (!('fragment' in resolution) || resolution.fragment === null) return;
    const output = this.#existing(resolution.path);
    if (output === null || !this.#pageAt.has(output)) return;
    const targets = this.#targetsIn.get(output);
    if (targets === undefined) this.#targetsIn.set(output, [target]);
    else targets.push(target);
  }

  #judge(resolution: Resolution): ReferenceTrouble | null {
    switch (resolution.kind) {
      case 'external':
      case 'ignored':
        return null;
      case 'unreadable':
        return { kind: 'unreadable' };
      case 'outside-base':
        return { kind: 'outside-base', path: resolution.path, near: this.#belowBase(resolution.path) };
      default:
        return this.#inside(resolution.path, resolution.fragment);
    }
  }

  #inside(path: string, fragment: string | null): ReferenceTrouble | null {
    const found = this.#existing(path);
    if (found === null) {
      const isPage = looksLikePage(path);
      return { kind: 'missing', path, isPage, near: this.#near(path, isPage) };
    }
    const page = fragment === null ? undefined : this.#pageAt.get(found);
    return page === undefined ? null : this.#part(page, fragment as string);
  }

  /** A folder's address without its slash leads to its index. */
  #existing(path: string): string | null {
    if (this.files.has(path)) return path;
    const index = `${path}/index.html`;
    return this.files.has(index) ? index : null;
  }

  /** The part of a page that a fragment names; the page's own name for its beginning is always there. */
  #part(page: CheckedPage, id: string): ReferenceTrouble | null {
    if (id === '' || id.toLowerCase() === 'top' || this.#hasId(page, id)) return null;
    let names = this.#parts.get(page.output);
    if (names === undefined) {
      names = new Names(page.facts.ids);
      this.#parts.set(page.output, names);
    }
    return { kind: 'anchor', path: page.output, id, near: names.nearest(id) };
  }

  #hasId(page: CheckedPage, id: string): boolean {
    if (page.facts.ids.length <= FEW_IDS) return page.facts.ids.includes(id);
    let ids = this.#ids.get(page.output);
    if (ids === undefined) {
      ids = new Set(page.facts.ids);
      this.#ids.set(page.output, ids);
    }
    return ids.has(id);
  }

  #near(path: string, isPage: boolean): string | null {
    const compare = this.#compared++ < COMPARED_TARGETS;
    if (isPage) {
      this.#pages ??= new Names([...this.#pageAt.keys()].map(bareAddress).filter((name) => name !== ''));
      const name = bareAddress(path);
      const near = compare ? this.#pages.nearest(name) : this.#pages.sameButCase(name);
      return near === null || pageEnding.test(near) ? near : `${near}/`;
    }
    this.#files ??= new Names([...this.files.keys()]);
    return compare ? this.#files.nearest(path) : this.#files.sameButCase(path);
  }

  #belowBase(path: string): string | null {
    const inside = path.slice(1);
    return this.#existing(inside === '' || inside.endsWith('/') ? `${inside}index.html` : inside) === null
      ? null
      : inside;
  }
}

/** Paths that the render of documents and templates said are missing. */
function pathsAlreadyReported(input: CheckInput): ReadonlySet<string> {
  const site = { url: input.snapshot.config.url, basePath: input.snapshot.basePath };
  const paths = new Set<string>();
  const resolver = new ReferenceResolver(site, (resolution) => ('path' in resolution ? resolution.path : ''));
  for (const { page, finding } of input.findings) {
    if (page === null || !saidByRender.has(finding.code)) continue;
    const target = finding.data.target ?? finding.data.name;
    if (typeof target === 'string') paths.add(resolver.resolve(target, { url: page, base: null }));
  }
  return paths;
}

const saidByRender: ReadonlySet<string> = new Set(['link-document-missing', 'image-missing', 'asset-missing']);

/** "posts/a/" for "posts/a/index.html": what readers call a page. */
export function addressPath(path: string): string {
  return path.endsWith('/index.html') || path === 'index.html' ? path.slice(0, -'index.html'.length) : path;
}

/** Without the slash, so that its last part is its name. */
function bareAddress(path: string): string {
  return addressPath(path).replace(/\/$/, '');
}

const pageEnding = /\.html?$/i;

/** Whether two paths differ by case or composition only. */
export function differsByCase(path: string, near: string | null): near is string {
  return near !== null && folded(path) === folded(near);
}

function looksLikePage(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return /\.(?:html?|md|markdown)$/i.test(name) || !/\.[\w-]{1,12}$/.test(name);
}
