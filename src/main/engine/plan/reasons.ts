/** Why a page is rendered, in words: which of the things that it read is not what it was. */
import type { SiteIndex } from '../../../kernel/site/site-index.ts';
import type { TraceKey } from '../../../kernel/trace/recorder.ts';

/**
 * @param key that has another value than when the page was rendered last
 * @param id of the page
 */
export function reasonOf(index: SiteIndex, key: TraceKey, id: string): string {
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
  if (other === id) return field === 'body' ? 'its text changed' : `its ${fieldName(field)} changed`;
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
