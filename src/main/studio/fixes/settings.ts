/** Settings in site.yaml: missing, misspelt, of the wrong kind; and the words of the design. */

import type { Json } from '../../../shared/config.ts';
import type { Proof } from '../../../shared/proof.ts';
import { readYaml } from '../../engine/site/yaml.ts';
import { valueAt } from '../edits/values.ts';
import { setYaml } from '../edits/yaml-file.ts';
import { findAgain } from './places.ts';
import { ask, edit, given, input } from './remedy.ts';
import { dataText, type FixKnowledge, type Remedy, type RemedyMaker, refused } from './types.ts';

const SETTINGS = 'site.yaml';

type Make = (proof: Proof, knowledge: FixKnowledge) => Remedy[];

const makers: Partial<Record<Proof['code'], Make>> = {
  'setting-missing': missingSetting,
  'setting-unknown': unknownSetting,
  'setting-wrong': wrongSetting,
  'theme-missing': missingTheme,
  'menu-page-missing': missingMenuPage,
  'schema-unusable': unusableSchema,
  'string-missing': missingWord,
};

export const settingRemedies: RemedyMaker = {
  codes: Object.keys(makers) as Proof['code'][],
  may: (proof) => proof.file === SETTINGS || proof.code === 'string-missing',
  async remedies(proof, knowledge) {
    if (proof.file !== SETTINGS && proof.code !== 'string-missing') return [];
    return makers[proof.code]?.(proof, knowledge) ?? [];
  },
};

function missingSetting(proof: Proof, knowledge: FixKnowledge): Remedy[] {
  const name = dataText(proof, 'name');
  const label = `The site’s ${dataText(proof, 'what')}`;
  const value = name === 'url' ? dataText(proof, 'example') : dataText(proof, 'used');
  return [
    ask(
      knowledge,
      'set',
      `Write the site’s ${dataText(proof, 'what')}`,
      [input('value', label, value)],
      (draft, inputs) => draft.edit(SETTINGS, (text) => setYaml(text, [name], given(inputs, 'value', label))),
    ),
  ];
}

function unknownSetting(proof: Proof, knowledge: FixKnowledge): Remedy[] {
  const name = dataText(proof, 'name');
  const nearest = dataText(proof, 'nearest');
  const path = settingPath(name);
  const last = String(path.at(-1));
  const remedies: Remedy[] = [];
  if (nearest !== '') {
    remedies.push(
      edit(knowledge, 'nearest', `Write “${nearest}” in its place`, (draft) =>
        draft.edit(SETTINGS, (text) => [{ ...findAgain(text, proof.range, last), insert: nearest }]),
      ),
    );
  }
  return [...remedies, removeSetting(knowledge, path, `Take “${name}” out`)];
}

function wrongSetting(proof: Proof, knowledge: FixKnowledge): Remedy[] {
  const name = dataText(proof, 'name');
  const problem = dataText(proof, 'problem');
  const path = settingPath(name);
  return [
    ask(knowledge, 'set', `Write another value for “${name}”`, [input('value', name)], (draft, inputs) =>
      draft.edit(SETTINGS, (text) => setYaml(text, path, typed(given(inputs, 'value', name), problem))),
    ),
    removeSetting(knowledge, path, 'Take it out, so that the usual value is used'),
  ];
}

/** A value as the problem says that it should be. */
function typed(text: string, problem: string): Json {
  if (/true or false/.test(problem)) {
    if (text !== 'true' && text !== 'false') throw refused('Write true or false.');
    return text === 'true';
  }
  if (/number/.test(problem)) {
    const number = Number(text.replace(',', '.'));
    if (!Number.isFinite(number)) throw refused(`“${text}” is no number.`);
    return number;
  }
  if (/a list/.test(problem)) return text.split(',').map((item) => item.trim());
  return text;
}

function removeSetting(knowledge: FixKnowledge, path: string[], label: string): Remedy {
  return edit(knowledge, 'remove', label, (draft) => draft.edit(SETTINGS, (text) => setYaml(text, path, undefined)));
}

/** "menus.main.0.page" as steps; numbers are places in lists. */
export function settingPath(name: string): string[] {
  return name.split('.');
}

function missingTheme(proof: Proof, knowledge: FixKnowledge): Remedy[] {
  const nearest = dataText(proof, 'nearest');
  const themes = dataText(proof, 'themes')
    .split(', ')
    .filter((theme) => theme !== '' && theme !== nearest);
  return [...(nearest === '' ? [] : [nearest]), ...themes]
    .slice(0, 4)
    .map((theme) =>
      edit(knowledge, `use-${theme}`, `Use the theme “${theme}”`, (draft) =>
        draft.edit(SETTINGS, (text) => setYaml(text, ['theme'], theme)),
      ),
    );
}

function missingMenuPage(proof: Proof, knowledge: FixKnowledge): Remedy[] {
  const page = dataText(proof, 'page');
  const nearest = dataText(proof, 'nearest');
  const remedies: Remedy[] = [];
  if (nearest !== '') {
    remedies.push(
      edit(knowledge, 'nearest', `Write “${nearest}” in its place`, (draft) =>
        draft.edit(SETTINGS, (text) => [{ ...findAgain(text, proof.range, page), insert: nearest }]),
      ),
    );
  }
  const remove = edit(knowledge, 'remove', 'Take it out of the menu', (draft) =>
    draft.edit(SETTINGS, (text) => setYaml(text, entryOf(text, page, proof.cause), undefined)),
  );
  return [...remedies, remove];
}

/** The entry's path: as it was, if the entry there still names the page. */
function entryOf(text: string, page: string, cause: string): string[] {
  const path = settingPath(cause);
  const read = readYaml(text);
  if ('reason' in read || valueAt(read.value, path) !== page)
    throw refused('The menu has changed. Build again, then look here again.');
  return path.slice(0, -1);
}

function unusableSchema(proof: Proof, knowledge: FixKnowledge): Remedy[] {
  const section = dataText(proof, 'section');
  return [removeSetting(knowledge, ['schemas', section], `Check nothing in “${section}”`)];
}

/** The site's own words stand in strings/LANGUAGE.yaml, which is made when it is not there. */
function missingWord(proof: Proof, knowledge: FixKnowledge): Remedy[] {
  const key = dataText(proof, 'key');
  if (!/^[\w-]+(?:\.[\w-]+)*$/.test(key)) return [];
  const file = `strings/${knowledge.listing.language}.yaml`;
  return [
    ask(knowledge, 'word', `Write the text for “${key}”`, [input('value', `Text for “${key}”`)], (draft, inputs) =>
      draft.editOrMake(file, (text) => setYaml(text, key.split('.'), given(inputs, 'value', key))),
    ),
  ];
}
