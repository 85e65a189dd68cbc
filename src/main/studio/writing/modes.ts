import type { Mode } from '../../../shared/contract/documents.ts';

const modes: Readonly<Record<string, Mode>> = {
  md: 'markdown',
  markdown: 'markdown',
  njk: 'html',
  html: 'html',
  htm: 'html',
  svg: 'html',
  xml: 'html',
  yaml: 'yaml',
  yml: 'yaml',
  json: 'json',
  toml: 'toml',
  css: 'css',
  js: 'javascript',
  mjs: 'javascript',
  cjs: 'javascript',
  ts: 'javascript',
  mts: 'javascript',
};

/** How a file is shown in the editor, by the ending of its name. */
export function modeOf(file: string): Mode {
  const ending = file.slice(file.lastIndexOf('.') + 1).toLowerCase();
  return Object.hasOwn(modes, ending) ? (modes[ending] as Mode) : 'text';
}
