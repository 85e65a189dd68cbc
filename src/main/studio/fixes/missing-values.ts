/** The design shows a value that is not there: one for all pages, one on each of these, one for the site, or none shown. */

import { readFrontMatter } from '../../../kernel/front-matter/read-front-matter.ts';
import { pageFieldNames } from '../../../kernel/site/page-view.ts';
import type { Json, JsonObject } from '../../../shared/config.ts';
import type { FixInputs } from '../../../shared/contract/fixes.ts';
import type { Place, Proof } from '../../../shared/proof.ts';
import { setFrontMatter } from '../edits/front-matter.ts';
import { appendYaml, setYaml } from '../edits/yaml-file.ts';
import { canGuard, guarded, isChain } from './design.ts';
import type { Draft } from './draft.ts';
import { renameRemedies } from './names.ts';
import { findAgain, spanOf } from './places.ts';
import { ask, edit, given, input, optional } from './remedy.ts';
import { readTyped, type ValueType } from './typed-values.ts';
import { dataText, type FixKnowledge, type Remedy, type RemedyMaker, refused, stale } from './types.ts';

/** Up to here each page is asked for its own value. */
const ASKED_EACH = 8;

/** Fields of a page that are written at the top of its document. */
const written = new Set(['title', 'description', 'date', 'lastmod', 'summary']);

/** Where a value that the design reads would be written. */
type Home =
  /**
   * At the top of pages. `own`: of the page that is shown, not of one in a list; `moved`: the design looks for it in `page`, and
   * what writers add is in `page.params`.
   */
  | { kind: 'page'; path: string[]; own: boolean; moved: boolean }
  | { kind: 'site'; path: string[] }
  | { kind: 'data'; file: string; path: string[] };

export const missingValueRemedies: RemedyMaker = {
  codes: ['undefined-value', 'empty-value'],
  may: (proof) => homeOf(proof) !== null || proof.places.length > 0,
  async remedies(proof, knowledge) {
    const [place] = proof.places;
    if (place === undefined) return [];
    const at = dataText(proof, 'at');
    const canHide = await canGuard(place, dataText(proof, 'expression'), at, knowledge);
    const renames = await renamed(proof, knowledge, canHide);
    const home = homeOf(proof);
    const isLooped = await isLoopedOver(place, knowledge);
    const remedies = home === null ? [] : valueRemedies(proof, knowledge, home, { canHide, isLooped });
    if (canHide)
      remedies.push(edit(knowledge, 'hide', 'Don’t show it where it is missing', (draft) => hide(draft, proof)));
    return [...renames, ...remedies];
  },
};

/** The chain that names the value: all of it where it is one, else the part that is missing. */
function chainOf(proof: Proof): string {
  const whole = dataText(proof, 'expression');
  return isChain(whole) ? whole : dataText(proof, 'at');
}

function homeOf(proof: Proof): Home | null {
  const chain = chainOf(proof);
  if (!isChain(chain)) return null;
  const [root = '', field = '', ...rest] = chain.split('.');
  if (root === 'site') return field === 'params' && rest.length > 0 ? { kind: 'site', path: rest } : null;
  if (root === 'data') {
    return rest.length > 0 ? { kind: 'data', file: `data/${field}.yaml`, path: rest } : null;
  }
  if (field === 'params' && rest.length > 0) return { kind: 'page', path: rest, own: root === 'page', moved: false };
  if (root !== 'page' || field === '') return null;
  if (rest.length === 0 && written.has(field)) return { kind: 'page', path: [field], own: true, moved: false };
  const isField = pageFieldNames().includes(field) || dataText(proof, 'nearest') !== '';
  return isField ? null : { kind: 'page', path: [field, ...rest], own: true, moved: true };
}

/** A value for pages: where it goes, what it is, and what the design needs for it. */
interface Wish {
  path: string[];
  type: ValueType;
  inDesign(draft: Draft): Promise<void>;
}

function valueRemedies(
  proof: Proof,
  knowledge: FixKnowledge,
  home: Home,
  { canHide, isLooped }: { canHide: boolean; isLooped: boolean },
): Remedy[] {
  const type = isLooped ? 'texts' : typeOf(home.path);
  const name = spoken(home.path);
  if (home.kind === 'site') return [forSite(knowledge, home.path)];
  if (home.kind === 'data') {
    const { file, path } = home;
    if (!knowledge.listing.data.includes(file)) return [];
    return [
      ask(knowledge, 'data', `Write it into ${file}`, [input('value', capital(name))], (draft, inputs) =>
        draft.edit(file, (text) => setYaml(text, path, given(inputs, 'value', name))),
      ),
    ];
  }
  const remedies: Remedy[] = [];
  const { documents, others } = pagesOf(proof, knowledge);
  // Pages that Galley makes by itself take over no values: there the place is left out.
  const guards = home.own && others > 0;
  if (guards && !canHide) return [];
  const wish: Wish = { path: home.path, type, inDesign: (draft) => inDesign(draft, proof, home.moved, guards) };
  if (home.path[0] !== 'title' && home.path[0] !== 'description') remedies.push(forAllPages(knowledge, wish));
  if (home.own && documents.length > 0) remedies.push(forThesePages(knowledge, wish, documents));
  return remedies;
}

interface OwnDocument {
  source: string;
  title: string;
}

/** The documents of the pages that show nothing, and how many pages without one there are. */
function pagesOf(proof: Proof, { listing }: FixKnowledge): { documents: OwnDocument[]; others: number } {
  const urls = new Set(proof.pages);
  const documents = listing.documents.filter(({ url }) => url !== null && urls.has(url));
  const known = new Set(documents.map(({ url }) => url));
  const sections = new Set(listing.generated.filter(({ kind }) => kind === 'section').map(({ url }) => url));
  return { documents, others: proof.pages.filter((url) => !known.has(url) && !sections.has(url)).length };
}

function forSite(knowledge: FixKnowledge, path: string[]): Remedy {
  const name = spoken(path);
  return ask(knowledge, 'site', `Set the ${name} for the site`, [input('value', capital(name))], (draft, inputs) =>
    draft.edit('site.yaml', (text) => setYaml(text, ['params', ...path], given(inputs, 'value', name))),
  );
}

function forAllPages(knowledge: FixKnowledge, { path, type, inDesign: design }: Wish): Remedy {
  const name = spoken(path);
  const label = labelOf(name, type);
  return ask(
    knowledge,
    'all-pages',
    `Set one ${name} for all pages`,
    [input('value', capital(name))],
    async (draft, inputs) => {
      const values = nested(path, readTyped(given(inputs, 'value', label), type));
      await draft.edit('site.yaml', (text) => appendYaml(text, ['cascade'], { values }));
      await design(draft);
    },
  );
}

/** "author name" of `author.name`, "cover alt" of `coverAlt`. */
function spoken(path: readonly string[]): string {
  return path
    .join(' ')
    .replace(/[_-]+/g, ' ')
    .replace(/(\p{Ll})(\p{Lu})/gu, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function nested(path: readonly string[], value: Json): JsonObject {
  const [name = '', ...rest] = path;
  return { [name]: rest.length === 0 ? value : nested(rest, value) };
}

function forThesePages(
  knowledge: FixKnowledge,
  { path, type, inDesign: design }: Wish,
  documents: readonly OwnDocument[],
): Remedy {
  const name = spoken(path);
  const isEach = documents.length <= ASKED_EACH;
  const inputs = isEach
    ? documents.map(({ title, source }, i) => input(`page${i}`, title || source))
    : [input('value', `${labelOf(name, type)}, the same on each`)];
  const label = documents.length === 1 ? `Write the ${name} on this page` : `Write the ${name} on these pages`;
  return ask(knowledge, 'these-pages', label, inputs, async (draft, answers) => {
    for (const [i, { source }] of documents.entries()) {
      const value = isEach ? optional(answers, `page${i}`) : given(answers, 'value', name);
      if (value !== '') await draft.edit(source, (text) => setFrontMatter(text, path, readTyped(value, type)));
    }
    if (isEach && nothing(answers)) throw refused('Nothing was filled in.');
    await design(draft);
  });
}

function typeOf(path: readonly string[]): ValueType {
  return path.length === 1 && (path[0] === 'date' || path[0] === 'lastmod') ? 'date' : 'text';
}

function nothing(answers: FixInputs): boolean {
  return Object.values(answers).every((value) => value.trim() === '');
}

async function hide(draft: Draft, proof: Proof): Promise<void> {
  for (const place of proof.places) await draft.edit(place.file, (text) => guardOrStale(text, place, proof));
}

function guardOrStale(text: string, place: Place, proof: Proof) {
  const changes = guarded(text, place, dataText(proof, 'expression'), dataText(proof, 'at'));
  if (changes === null) throw stale();
  return changes;
}

const LEFT_OUT = 'Where a page has no such value, the design leaves the place out.';

/** What has to change in the design so that values at the top of pages reach it. */
async function inDesign(draft: Draft, proof: Proof, moved: boolean, guards: boolean): Promise<void> {
  if (!moved && !guards) return;
  if (guards) draft.note(LEFT_OUT);
  const at = dataText(proof, 'at');
  await respell(draft, proof, moved ? at.replace(/^page\./, 'page.params.') : at, guards);
}

/**
 * Writes another name for what is missing, in all places.
 * @param better in the place of `at`; the same as that where only the guard is wanted
 */
async function respell(draft: Draft, proof: Proof, better: string, guards: boolean): Promise<void> {
  const at = dataText(proof, 'at');
  const expression = dataText(proof, 'expression');
  const whole = expression.startsWith(at) ? better + expression.slice(at.length) : expression;
  for (const place of proof.places) {
    await draft.edit(place.file, (text) => {
      const span = findAgain(text, place.range, place.expression ?? expression);
      const from = text.indexOf(at, span.from);
      if (from < 0 || from > span.to) throw stale();
      const name = better === at ? [] : [{ from, to: from + at.length, insert: better }];
      const around = guards ? guarded(text, place, whole, better) : [];
      if (around === null) throw stale();
      const [before, after] = around;
      return before === undefined || after === undefined ? name : [before, ...name, after];
    });
  }
}

/** The engine's renames. Where not every page has a value of that name, the place is left out as well. */
async function renamed(proof: Proof, knowledge: FixKnowledge, canHide: boolean): Promise<readonly Remedy[]> {
  const renames = await renameRemedies.remedies(proof, knowledge);
  const nearest = dataText(proof, 'nearest');
  const at = dataText(proof, 'at');
  const isOfPage = /^page\.params\.[\w$]+$/.test(at);
  if (!canHide || !isOfPage || nearest === '' || (await allHave(proof, knowledge, nearest))) return renames;
  return renames.map(({ label }) =>
    edit(knowledge, 'rename-0', label, async (draft) => {
      draft.note(LEFT_OUT);
      await respell(draft, proof, `page.params.${nearest}`, true);
    }),
  );
}

/** Documents that are looked at before a rename is offered. */
const LOOKED_AT = 100;

/** Whether each page that shows nothing says a value of that name itself. */
async function allHave(proof: Proof, knowledge: FixKnowledge, name: string): Promise<boolean> {
  const { documents, others } = pagesOf(proof, knowledge);
  if (others > 0 || documents.length > LOOKED_AT) return false;
  for (const { source } of documents) {
    const text = await knowledge.read(source);
    if (text === null || !Object.hasOwn(readFrontMatter(text).values, name)) return false;
  }
  return true;
}

/** `{% for x in page.params.places %}` needs a list. */
async function isLoopedOver({ file, range }: Place, { read }: FixKnowledge): Promise<boolean> {
  const text = await read(file);
  if (text === null || range === undefined) return false;
  return /\{%-?\s*for\s[^%]*\sin\s+$/.test(text.slice(0, spanOf(text, range).from));
}

function labelOf(name: string, type: ValueType): string {
  return type === 'texts' ? `${capital(name)}, with commas between them` : capital(name);
}
