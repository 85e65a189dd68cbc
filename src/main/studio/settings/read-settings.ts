/** The settings that writers need, as `site.yaml` says them now. */
import { isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import type { SettingField, SiteSetting, SiteSettings } from '../../../shared/contract/settings.ts';
import { readYaml } from '../../engine/site/yaml.ts';

interface Words {
  label: string;
  help: string;
}

const words: Readonly<Record<SiteSetting, Words>> = {
  title: { label: 'Name of the site', help: 'Stands on every page and in search results.' },
  url: {
    label: 'Address of the site',
    help: 'Where readers will find it, for example https://example.com/birds/. Links that other sites follow are made from it.',
  },
  language: { label: 'Language', help: 'The language of the texts, as a code: en, pt-PT, zh-Hans.' },
  description: { label: 'Description', help: 'One or two sentences about the site, for search engines and feeds.' },
  timezone: { label: 'Time zone', help: 'Dates without a zone are meant there, for example Europe/Lisbon.' },
  theme: { label: 'Design', help: 'How the site looks. Without one it has a plain design.' },
};

const keys = Object.keys(words) as SiteSetting[];

export interface SettingsContext {
  /** Names that can be chosen. */
  themes: string[];
  /** What serves for settings that are not written. */
  defaults: Readonly<Record<SiteSetting, string>>;
}

/** As the engine reads it: the form and the build name the same line. */
function problemIn(text: string): SiteSettings['closed'] {
  const read = readYaml(text.replace(/^\uFEFF/, ''));
  if (!('reason' in read)) return null;
  const { line } = (read.range ?? START).start;
  return { message: `Mend line ${line} of site.yaml first: ${read.reason}.`, line };
}

const START = { start: { line: 1, column: 1 } };

/** @param text of `site.yaml`, unsaved text included */
export function readSettings(text: string, { themes, defaults }: SettingsContext): SiteSettings {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter });
  const closed = problemIn(text);
  const fields = keys.map((key): SettingField => {
    const node = closed !== null || document.contents === null ? undefined : document.getIn([key], true);
    const written = isScalar(node) && node.value !== null && node.value !== '';
    return {
      ...{ key, ...words[key] },
      value: written ? String(node.value) : defaults[key],
      written,
      choices: key === 'theme' ? themes : null,
      line: isNode(node) && node.range ? counter.linePos(node.range[0]).line : null,
    };
  });
  return { fields, closed };
}
