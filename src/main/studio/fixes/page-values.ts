/** What stands at the top of documents: missing, of the wrong kind, not possible, the same as on another page. */

import { readFrontMatter } from '../../../kernel/front-matter/read-front-matter.ts';
import { slugify } from '../../../kernel/url.ts';
import type { Json } from '../../../shared/config.ts';
import type { Proof } from '../../../shared/proof.ts';
import { setFrontMatter } from '../edits/front-matter.ts';
import { setYaml } from '../edits/yaml-file.ts';
import { headFile, intoHead } from './design.ts';
import { filesOf } from './places.ts';
import { ask, edit, given, input, optional } from './remedy.ts';
import { settingPath } from './settings.ts';
import { guessed, readTyped, typeOfKey, typeOfSchema, type ValueType } from './typed-values.ts';
import { dataText, type FixKnowledge, type Remedy, type RemedyMaker, refused, stale } from './types.ts';

/** So many pages are asked for at once; the rest comes with the next build. */
const ASKED = 20;
/** Documents that are read before a fix is offered. */
const LOOKED_AT = 200;

type Make = (proof: Proof, knowledge: FixKnowledge) => Promise<Remedy[]>;

const makers: Partial<Record<Proof['code'], Make>> = {
  'title-missing': (proof, knowledge) => missingInHead(proof, knowledge, 'title', TITLE),
  'description-missing': (proof, knowledge) => missingInHead(proof, knowledge, 'description', DESCRIPTION),
  'title-twice': titleTwice,
  'address-needs-date': needsDate,
  'address-wrong': wrongAddress,
  'alias-taken': takenAlias,
  'url-twice': takenAddress,
  'layout-missing': missingLayout,
  'cascade-key': cascadeKey,
  'value-wrong-type': wrongType,
  'schema-mismatch': schemaMismatch,
  'term-spellings': termSpellings,
};

export const pageValueRemedies: RemedyMaker = {
  codes: Object.keys(makers) as Proof['code'][],
  may: ({ places }) => places.some(({ file }) => isDocument(file) || file === 'site.yaml'),
  remedies: async (proof, knowledge) => (await makers[proof.code]?.(proof, knowledge)) ?? [],
};

function isDocument(file: string): boolean {
  return file.startsWith('content/') && /\.(?:md|markdown)$/i.test(file);
}

function titleOf({ listing }: FixKnowledge, file: string): string {
  return listing.documents.find(({ source }) => source === file)?.title || file;
}

const TITLE = '<title>{{ page.title }}</title>';
const DESCRIPTION = '{% if page.description %}<meta name="description" content="{{ page.description }}">{% endif %}';

/** A value that each page should have: asked for where a document has none, else the design does not show it. */
async function missingInHead(
  proof: Proof,
  knowledge: FixKnowledge,
  key: 'title' | 'description',
  line: string,
): Promise<Remedy[]> {
  const without: string[] = [];
  const heads = new Set<string>();
  for (const file of filesOf(proof).filter(isDocument).slice(0, LOOKED_AT)) {
    const text = await knowledge.read(file);
    if (text === null) continue;
    const values = readFrontMatter(text).values;
    const said = values[key];
    if (typeof said !== 'string' || said.trim() === '') without.push(file);
    else {
      const template = knowledge.listing.documents.find(({ source }) => source === file)?.template ?? null;
      const head = await headFile(template, knowledge);
      if (head !== null && !shows(await knowledge.read(head), key)) heads.add(head);
    }
  }
  const remedies = without.length === 0 ? [] : [forEach(knowledge, key, without, `Write a ${key}`)];
  if (heads.size > 0) {
    remedies.push(
      edit(knowledge, 'design', `Let the design show each page’s ${key}`, async (draft) => {
        for (const file of heads) await draft.edit(file, (text) => intoHead(text, line));
      }),
    );
  }
  return remedies;
}

/** Whether a part of the design has a place for the value already: what is wrong then is not the design's lack of it. */
function shows(text: string | null, key: 'title' | 'description'): boolean {
  return text !== null && (key === 'title' ? /<title\b/i : /name=["']?description/i).test(text);
}

function forEach(knowledge: FixKnowledge, key: string, files: readonly string[], label: string): Remedy {
  const asked = files.slice(0, ASKED);
  const whole = files.length > ASKED ? `${label} for the first ${ASKED} pages` : label;
  const inputs = asked.map((file, i) => input(`page${i}`, titleOf(knowledge, file), '', key === 'description' ? 3 : 1));
  return ask(knowledge, 'write', whole, inputs, async (draft, answers) => {
    let count = 0;
    for (const [i, file] of asked.entries()) {
      const value = optional(answers, `page${i}`).replace(/\s+/g, ' ');
      if (value === '') continue;
      count++;
      await draft.edit(file, (text) => setFrontMatter(text, [key], value));
    }
    if (count === 0) throw refused('Nothing was filled in.');
  });
}

async function titleTwice(proof: Proof, knowledge: FixKnowledge): Promise<Remedy[]> {
  const files = filesOf(proof).filter(isDocument).slice(0, ASKED);
  const title = dataText(proof, 'title');
  const inputs = files.map((file, i) => input(`page${i}`, file, title));
  return [
    ask(knowledge, 'write', 'Give each of them a title of its own', inputs, async (draft, answers) => {
      const titles = files.map((_, i) => optional(answers, `page${i}`));
      if (titles.every((value) => value === '' || value === title)) throw refused('The titles are the same as before.');
      for (const [i, file] of files.entries()) {
        const value = titles[i] ?? '';
        if (value !== '' && value !== title) await draft.edit(file, (text) => setFrontMatter(text, ['title'], value));
      }
    }),
  ];
}

/** Known values in the writer's words. */
const labels: Readonly<Record<string, string>> = { url: 'Address', date: 'Date', title: 'Title' };

function setOne(
  knowledge: FixKnowledge,
  file: string,
  key: string,
  question: { id: string; label: string; value: string; type: ValueType },
): Remedy {
  const { id, label, value, type } = question;
  const name = labels[key] ?? key;
  return ask(knowledge, id, label, [input('value', name, value)], (draft, inputs) =>
    draft.edit(file, (text) => setFrontMatter(text, [key], readTyped(given(inputs, 'value', name), type))),
  );
}

function removeOne(knowledge: FixKnowledge, file: string, key: string, label: string): Remedy {
  return edit(knowledge, 'remove', label, (draft) =>
    draft.edit(file, (text) => setFrontMatter(text, [key], undefined)),
  );
}

async function needsDate({ file = '' }: Proof, knowledge: FixKnowledge): Promise<Remedy[]> {
  if (!isDocument(file)) return [];
  return [
    setOne(knowledge, file, 'date', { id: 'write', label: 'Write a date', value: knowledge.today, type: 'date' }),
  ];
}

/** "url" or "aliases": what has the address that cannot be one. */
async function wrongAddress(proof: Proof, knowledge: FixKnowledge): Promise<Remedy[]> {
  const { file = '' } = proof;
  if (!isDocument(file)) return [];
  const address = dataText(proof, 'address');
  const better = `/${address
    .split('/')
    .map(slugify)
    .filter((part) => part !== '')
    .join('/')}/`.replace('//', '/');
  const isOwn = (await valuesOf(knowledge, file)).url === address;
  if (!isOwn) return [aliasRemedy(knowledge, file, address, `Take “${address}” out of the list of earlier addresses`)];
  return [
    setOne(knowledge, file, 'url', { id: 'write', label: 'Write another address', value: better, type: 'text' }),
    removeOne(knowledge, file, 'url', 'Take it out, so that the page has its usual address'),
  ];
}

async function takenAlias(proof: Proof, knowledge: FixKnowledge): Promise<Remedy[]> {
  const { file = '' } = proof;
  const alias = dataText(proof, 'alias');
  return isDocument(file)
    ? [aliasRemedy(knowledge, file, alias, `Take ${alias} out of the list of earlier addresses`)]
    : [];
}

function aliasRemedy(knowledge: FixKnowledge, file: string, alias: string, label: string): Remedy {
  return edit(knowledge, 'remove', label, (draft) =>
    draft.edit(file, (text) => {
      const aliases = readFrontMatter(text).values.aliases;
      const list = Array.isArray(aliases) ? aliases : [];
      const left = list.filter((item) => typeof item !== 'string' || plain(item) !== plain(alias));
      if (left.length === list.length) throw stale();
      return setFrontMatter(text, ['aliases'], left.length === 0 ? undefined : left);
    }),
  );
}

function plain(address: string): string {
  return address.trim().replace(/^\/+|\/+$/g, '');
}

async function takenAddress(proof: Proof, knowledge: FixKnowledge): Promise<Remedy[]> {
  const second = dataText(proof, 'second');
  if (!isDocument(second)) return [];
  const [page = ''] = proof.pages;
  const value = page.startsWith(knowledge.listing.basePath) ? `/${page.slice(knowledge.listing.basePath.length)}` : '';
  const label = `Give “${titleOf(knowledge, second)}” another address`;
  return [setOne(knowledge, second, 'url', { id: 'write', label, value: decodeURI(value), type: 'text' })];
}

async function missingLayout(proof: Proof, knowledge: FixKnowledge): Promise<Remedy[]> {
  const layout = dataText(proof, 'layout');
  const nearest = dataText(proof, 'nearest');
  const files = filesOf(proof);
  const says = async (file: string): Promise<boolean> => (await valuesOf(knowledge, file)).layout === layout;
  for (const file of files.slice(0, LOOKED_AT)) {
    // Others have it from their folder or from site.yaml, where one edit would not be enough to say what is meant.
    if (!isDocument(file) || !(await says(file))) return [];
  }
  const all = (id: string, label: string, value: Json | undefined): Remedy =>
    edit(knowledge, id, label, async (draft) => {
      for (const file of files) {
        if (await says(file)) await draft.edit(file, (text) => setFrontMatter(text, ['layout'], value));
      }
    });
  const remedies = nearest === '' ? [] : [all('nearest', `Write “${nearest}” in its place`, nearest)];
  return [...remedies, all('remove', 'Use the usual design', undefined)];
}

async function cascadeKey(proof: Proof, knowledge: FixKnowledge): Promise<Remedy[]> {
  const { file = '', cause } = proof;
  const key = dataText(proof, 'key');
  const label = `Take “${key}” out`;
  if (file === 'site.yaml') {
    const path = settingPath(cause);
    return [edit(knowledge, 'remove', label, (draft) => draft.edit(file, (text) => setYaml(text, path, undefined)))];
  }
  return [
    edit(knowledge, 'remove', label, (draft) =>
      draft.edit(file, (text) => setFrontMatter(text, ['cascade', key], undefined)),
    ),
  ];
}

async function wrongType(proof: Proof, knowledge: FixKnowledge): Promise<Remedy[]> {
  const { file = '' } = proof;
  const key = dataText(proof, 'key');
  const found = foundText(proof);
  const type = typeOfKey(dataText(proof, 'expected'));
  if (!isDocument(file) || type === null) return [];
  const guess = guessed(found, type);
  const remedies: Remedy[] = [];
  if (guess !== null) {
    remedies.push(
      edit(knowledge, 'guess', `Write ${String(guess)}`, (draft) =>
        draft.edit(file, (text) => setFrontMatter(text, [key], guess)),
      ),
    );
  }
  const label = `Write ${dataText(proof, 'expected')}`;
  remedies.push(setOne(knowledge, file, key, { id: 'write', label, value: guess === null ? '' : String(guess), type }));
  return [...remedies, removeOne(knowledge, file, key, `Take the line “${key}” out`)];
}

/** What the finding saw, if it was one text or number. */
function foundText(proof: Proof): string {
  try {
    const value: unknown = JSON.parse(dataText(proof, 'found'));
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  } catch (error) {
    // Long values are cut, and then no JSON.
    if (error instanceof SyntaxError) return '';
    throw error;
  }
}

async function schemaMismatch(proof: Proof, knowledge: FixKnowledge): Promise<Remedy[]> {
  const key = dataText(proof, 'key');
  const files = filesOf(proof).filter(isDocument).slice(0, ASKED);
  if (key === '' || dataText(proof, 'near') !== '' || files.length === 0) return [];
  const path = key.split(/[./]/).filter((step) => step !== '');
  const type = typeOfSchema(await knowledge.read(dataText(proof, 'schema')), path);
  const inputs = files.map((file, i) => input(`page${i}`, titleOf(knowledge, file)));
  const label =
    files.length === 1 ? `Write “${key}” as it is asked for` : `Write “${key}” as it is asked for on these pages`;
  return [
    ask(knowledge, 'write', label, inputs, async (draft, answers) => {
      let count = 0;
      for (const [i, file] of files.entries()) {
        const value = optional(answers, `page${i}`);
        if (value === '') continue;
        count++;
        await draft.edit(file, (text) => setFrontMatter(text, path, readTyped(value, type)));
      }
      if (count === 0) throw refused('Nothing was filled in.');
    }),
  ];
}

async function termSpellings(proof: Proof, knowledge: FixKnowledge): Promise<Remedy[]> {
  const taxonomy = dataText(proof, 'taxonomy');
  const other = dataText(proof, 'other');
  const term = dataText(proof, 'term');
  return [
    edit(knowledge, 'spelling', `Write “${term}” on all pages`, async (draft) => {
      for (const { source } of knowledge.listing.documents) {
        const text = await knowledge.read(source);
        if (text === null || !text.includes(other)) continue;
        const list = readFrontMatter(text).values[taxonomy];
        if (!Array.isArray(list) || !list.includes(other)) continue;
        const better = [...new Set(list.map((item) => (item === other ? term : item)))];
        await draft.edit(source, (now) => setFrontMatter(now, [taxonomy], better));
      }
    }),
  ];
}

async function valuesOf({ read }: FixKnowledge, file: string) {
  const text = await read(file);
  return text === null ? {} : readFrontMatter(text).values;
}
