/** Why a page is rendered, in words: which of the things that it read is not what it was, and how it comes into the page. */
import type { SiteIndex } from '../../../kernel/site/site-index.ts';
import { analyseTemplates, type TemplateFacts } from '../../../kernel/templates/analyse.ts';
import type { TraceKey } from '../../../kernel/trace/recorder.ts';

/** @returns the reason for a page, by its id, that read a key whose value is another now */
export function createReasons(index: SiteIndex): (key: TraceKey, id: string) => string {
  const facts = analyseTemplates(index.snapshot.templates);
  const known = new Map<string, string>();
  return (key, id) => {
    if (!key.startsWith('file:')) return reasonOf(index, key, id);
    const from = index.pageById(id)?.template ?? '';
    const question = `${from}\n${key}`;
    let answer = known.get(question);
    if (answer === undefined) {
      answer = reasonOf(index, key, id) + wayUp(facts, from, key.slice('file:'.length));
      known.set(question, answer);
    }
    return answer;
  };
}

/** " → base.njk": through which templates a changed one comes into a page's own. */
function wayUp(facts: TemplateFacts, from: string, to: string): string {
  const between = facts.path(from, to)?.slice(1, -1).reverse() ?? [];
  return between.map((name) => ` → ${name}`).join('');
}

function reasonOf(index: SiteIndex, key: TraceKey, id: string): string {
  const colon = key.indexOf(':');
  const kind = colon < 0 ? key : key.slice(0, colon);
  const name = key.slice(colon + 1);
  switch (kind) {
    case 'file':
      return name === '*' ? 'the names of the templates changed' : templateReason(index, name);
    case 'site':
      return `site.yaml: ${settingName(name)} changed`;
    case 'data':
      return `data ${trimmed(name) || 'of the site'} changed`;
    case 'menu':
      return `menu ${name} changed`;
    case 'string':
      return `the words “${name}” changed`;
    case 'asset':
      return `${name} changed`;
    case 'static':
      return `static/${name} came or went`;
    case 'link':
      return `${name} came, went or moved`;
    case 'near':
      return 'there are other names like one that is missing';
    case 'self':
      return 'its own document changed';
    case 'page':
      return pageReason(index, name, id);
    case 'query':
      return 'a list that it shows has other pages';
    case 'column':
      return `${fieldName(name.slice(0, name.indexOf('@')))} of a page in a list that it shows changed`;
    case 'time':
      return 'it shows the time of the build';
    case 'locale':
      return 'the rules for writing dates and numbers changed';
    default:
      return 'what it shows changed';
  }
}

function templateReason(index: SiteIndex, name: string): string {
  const template = index.lookups.template(name);
  return template === null ? `${name} is gone` : `${template.file} changed`;
}

function pageReason(index: SiteIndex, name: string, id: string): string {
  const dot = name.lastIndexOf('.');
  const other = name.slice(0, dot);
  const field = name.slice(dot + 1);
  if (other === id) return field === 'body' ? 'its own document changed' : `its ${fieldName(field)} changed`;
  const record = index.pageById(other);
  if (record === null) return 'a page that it shows is gone';
  return `${fieldName(field)} of ${record.source ?? record.url} changed`;
}

function fieldName(field: string): string {
  return field === 'body' ? 'the text' : field.replace(/^params\//, '').replaceAll('/', '.');
}

function settingName(path: string): string {
  return trimmed(path.replace(/^params\.?/, 'params.')) || 'params';
}

function trimmed(path: string): string {
  return path.replace(/[.]$/, '');
}
