/** Looks up every reference of every page once; the checks of links, parts and files share what it finds. */

import type { Reference } from '../../../kernel/html/types.ts';
import { folded, Names } from '../../../kernel/site/nearest.ts';
import type { Target } from './asset-map.ts';
import { ReferenceResolver, type Resolution } from './resolve.ts';
import type { CheckedPage, CheckInput, ReferenceTrouble, TroubledReference } from './types.ts';

const PAGES_PER_SLICE = 250;
/** Targets for which a similar name is looked for; behind them only names that differ by case are seen. */
const COMPARED_TARGETS = 50;
/** Up to here a list is searched faster than a set is made. */
const FEW_IDS = 32;

/** Yields between slices of pages so that the caller can pause; returns the references that lead nowhere. */
export function* troubledReferences(input: CheckInput): Generator<void, TroubledReference[]> {
  const judge = new TargetJudge(input);
  const said = pathsAlreadyReported(input);
  const troubled: TroubledReference[] = [];
  let done = 0;
  for (const page of input.pages) {
    const targets = input.assets.targetsOf(page.url);
    for (let i = 0; i < targets.length; i++) {
      const trouble = judge.trouble(targets[i] as Target);
      if (trouble === null) continue;
      const reference = page.facts.references[i] as Reference;
      if (trouble.kind === 'anchor' && reference.kind !== 'link') continue;
      if (trouble.kind === 'missing' && said.has(trouble.path)) continue;
      troubled.push({ page, reference, trouble });
    }
    if (++done % PAGES_PER_SLICE === 0) yield;
  }
  return troubled;
}

/** What is wrong with a target; null when nothing is. */
class TargetJudge {
  readonly #pageAt: Map<string, CheckedPage>;
  readonly #parts = new Map<string, Names>();
  readonly #ids = new Map<string, ReadonlySet<string>>();
  /** By the target's number. */
  readonly #troubles: (ReferenceTrouble | null | undefined)[] = [];
  #pages: Names | null = null;
  #files: Names | null = null;
  #compared = 0;

  constructor(private readonly input: CheckInput) {
    this.#pageAt = new Map(input.pages.map((page) => [page.output, page]));
  }

  trouble(target: Target): ReferenceTrouble | null {
    const known = this.#troubles[target.number];
    if (known !== undefined) return known;
    const trouble = this.#judge(target.resolution);
    this.#troubles[target.number] = trouble;
    return trouble;
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
    const { files } = this.input;
    if (files.has(path)) return path;
    const index = `${path}/index.html`;
    return files.has(index) ? index : null;
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
      this.#pages ??= new Names(this.input.pages.map((page) => bareAddress(page.output)).filter((name) => name !== ''));
      const name = bareAddress(path);
      const near = compare ? this.#pages.nearest(name) : this.#pages.sameButCase(name);
      return near === null || pageEnding.test(near) ? near : `${near}/`;
    }
    this.#files ??= new Names([...this.input.files.keys()]);
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
