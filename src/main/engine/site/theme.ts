/** The theme of a site: where it is, what it says of itself, and the words that it and the site bring. */
import { readdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Json, JsonObject, SiteConfig, ThemeConfig, ThemeParam } from '../../../shared/config.ts';
import type { Finding } from '../../../shared/proof.ts';
import { fileErrorCode, isGranted, isMissing, readText, type TextReader } from './files.ts';
import { isObject } from './json.ts';
import { type Layer, PLAIN, realOf } from './layers.ts';
import { nearestName } from './positions.ts';
import { type Shape, ShapeReader } from './shape.ts';
import { readYaml, type YamlText } from './yaml.ts';

export interface ThemeFound {
  layers: Layer[];
  theme: ThemeConfig | null;
  findings: Finding[];
}

/** The site's layers: site, its theme (its own folder before a built-in one), plain. */
export function findTheme(
  root: string,
  name: string | null,
  themesPath: string,
  site: YamlText,
  readFile: TextReader = readText,
): ThemeFound {
  const layers: Layer[] = [{ theme: null, prefix: '', path: root }];
  const plain: Layer = { theme: PLAIN, prefix: `theme:${PLAIN}/`, path: realOf(join(themesPath, PLAIN)) };
  if (name === null) return { layers: [...layers, plain], theme: null, findings: [] };
  const own = { theme: name, prefix: `themes/${name}/`, path: join(root, 'themes', name) };
  const builtIn = { theme: name, prefix: `theme:${name}/`, path: join(themesPath, name) };
  const real = isFolder(own.path) ? realpathSync(own.path) : null;
  if (real !== null && !isGranted([root], real)) {
    return { layers: [...layers, plain], theme: null, findings: [linkedTheme(`themes/${name}`, real)] };
  }
  const layer = real !== null ? own : isFolder(builtIn.path) ? builtIn : null;
  if (layer === null) {
    return { layers: [...layers, plain], theme: null, findings: [missingTheme(root, name, themesPath, site)] };
  }
  layer.path = realpathSync(layer.path);
  const described = describeTheme(name, layer, readFile);
  const below = layer.path === plain.path ? [] : [plain];
  return { layers: [...layers, layer, ...below], ...described };
}

function linkedTheme(file: string, target: string): Finding {
  return { code: 'link-outside', data: { file, target }, file, cause: file };
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function missingTheme(root: string, theme: string, themesPath: string, site: YamlText): Finding {
  const themes = [...new Set([...folderNames(join(root, 'themes')), ...folderNames(themesPath)])].sort();
  const nearest = nearestName(theme, themes);
  const range = site.range(['theme'], 'value');
  const data = { theme, nearest: nearest ?? '', themes: themes.join(', ') };
  const finding: Finding = { code: 'theme-missing', data, file: 'site.yaml', cause: theme };
  if (range === undefined) return finding;
  finding.range = range;
  if (nearest !== null) {
    const edits = [{ file: 'site.yaml', range, text: nearest }];
    finding.fixes = [{ label: `Use the theme “${nearest}”`, kind: 'edit', edits }];
  }
  return finding;
}

function folderNames(path: string): string[] {
  try {
    return readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map((entry) => entry.name);
  } catch (error) {
    if (isMissing(fileErrorCode(error))) return [];
    throw error;
  }
}

const paramTypes: readonly ThemeParam['type'][] = ['text', 'number', 'switch', 'color', 'choice', 'list', 'map'];

const themeShape: Shape = {
  is: 'record',
  keys: {
    name: { is: 'text' },
    label: { is: 'text' },
    description: { is: 'text' },
    version: { is: 'text' },
    author: { is: 'any' },
    license: { is: 'text' },
    params: {
      is: 'map',
      value: {
        is: 'record',
        keys: {
          type: { is: 'choice', of: paramTypes },
          default: { is: 'any' },
          label: { is: 'text' },
          help: { is: 'text' },
          choices: { is: 'list', item: { is: 'text' } },
        },
        needs: ['type'],
      },
    },
  },
};

function describeTheme(name: string, layer: Layer, readFile: TextReader): { theme: ThemeConfig; findings: Finding[] } {
  const file = `${layer.prefix}theme.yaml`;
  const theme: ThemeConfig = { name, label: name, params: {} };
  const read = readFile(join(layer.path, 'theme.yaml'), layer.path);
  if (read.text === null) return { theme, findings: read.problem === null ? [] : [broken(name, file, read.problem)] };
  const yaml = readYaml(read.text);
  if (!('value' in yaml))
    return {
      theme,
      findings: [{ ...broken(name, file, yaml.reason), ...(yaml.range && { range: yaml.range }), detail: yaml.detail }],
    };
  const reader = new ShapeReader(file, yaml);
  const said = reader.read(themeShape, yaml.value, {}, []) as {
    label?: string;
    params?: Record<string, Partial<ThemeParam>>;
  };
  theme.label = said.label ?? name;
  for (const [key, param] of Object.entries(said.params ?? {})) {
    if (param.type !== undefined)
      theme.params[key] = completeParam(key, param as Partial<ThemeParam> & { type: ThemeParam['type'] });
  }
  return { theme, findings: reader.findings };
}

function broken(theme: string, file: string, problem: string): Finding {
  return { code: 'theme-broken', data: { theme, problem }, file, cause: file };
}

const emptyValues: Record<ThemeParam['type'], Json> = {
  text: '',
  number: 0,
  switch: false,
  color: '',
  choice: '',
  list: [],
  map: {},
};

function completeParam(key: string, param: Partial<ThemeParam> & { type: ThemeParam['type'] }): ThemeParam {
  const first = param.choices?.[0];
  return {
    type: param.type,
    label: param.label ?? key,
    default: param.default ?? (param.type === 'choice' && first !== undefined ? first : emptyValues[param.type]),
    ...(param.choices && { choices: param.choices }),
  };
}

const paramShapes: Record<ThemeParam['type'], Shape> = {
  text: { is: 'text' },
  number: { is: 'number', least: -Number.MAX_VALUE, most: Number.MAX_VALUE, whole: false },
  switch: { is: 'flag' },
  color: { is: 'text', test: colorProblem },
  choice: { is: 'any' },
  list: { is: 'list', item: { is: 'any' } },
  map: { is: 'map', value: { is: 'any' } },
};

function colorProblem(text: string): string | null {
  return /^#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$|^[a-z]+(\([^;{}]*\))?$/i.test(text)
    ? null
    : 'it should be a colour (#1a2b3c)';
}

/** site.params over the theme's defaults, each of the theme's own checked by its type. */
export function mergeParams(
  config: SiteConfig,
  theme: ThemeConfig | null,
  yaml: YamlText,
): { params: JsonObject; findings: Finding[] } {
  const reader = new ShapeReader('site.yaml', yaml);
  const params: JsonObject = { ...config.params };
  for (const [key, param] of Object.entries(theme?.params ?? {})) {
    const shape: Shape = param.choices ? { is: 'choice', of: param.choices } : paramShapes[param.type];
    params[key] = reader.read(
      shape,
      Object.hasOwn(config.params, key) ? config.params[key] : undefined,
      param.default,
      ['params', key],
    );
  }
  return { params, findings: reader.findings };
}

/**
 * The words of templates: for English, then for the language ("pt", "pt-PT"), the plain theme's, then the theme's, then
 * the site's; the later wins. Groups become dotted names.
 */
export function readStrings(
  layers: readonly Layer[],
  language: string,
  readFile: TextReader = readText,
): { strings: Record<string, string>; findings: Finding[] } {
  const base = language.split('-')[0] as string;
  const languages = [...new Set(['en', base.toLowerCase(), language])];
  const strings: Record<string, string> = {};
  const findings: Finding[] = [];
  for (const tag of languages) {
    for (const layer of [...layers].reverse()) {
      const file = `${layer.prefix}strings/${tag}.yaml`;
      const read = readFile(join(layer.path, 'strings', `${tag}.yaml`), layer.path);
      if (read.text === null) {
        if (read.problem !== null)
          findings.push({ code: 'data-unreadable', data: { file, problem: read.problem }, file, cause: file });
        continue;
      }
      const yaml = readYaml(read.text);
      if ('value' in yaml) flatten('', yaml.value, strings);
      else
        findings.push({
          code: 'data-unreadable',
          data: { file, problem: yaml.reason },
          file,
          ...(yaml.range && { range: yaml.range }),
          detail: yaml.detail,
          cause: file,
        });
    }
  }
  return { strings, findings };
}

function flatten(prefix: string, value: Json, into: Record<string, string>): void {
  if (isObject(value)) {
    for (const [key, item] of Object.entries(value)) flatten(prefix === '' ? key : `${prefix}.${key}`, item, into);
  } else if (value !== null && !Array.isArray(value) && prefix !== '') into[prefix] = String(value);
}
