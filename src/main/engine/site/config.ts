/** The settings of a site: site.yaml, its theme's theme.yaml, and the words of both. */
import { realpathSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { JsonObject, SiteConfig, ThemeConfig } from '../../../shared/config.ts';
import type { Finding, SourceRange } from '../../../shared/proof.ts';
import { CannotBuild } from '../types.ts';
import { fileErrorCode, isMissing, readText, type TextReader } from './files.ts';
import { isObject } from './json.ts';
import { type FolderName, type FolderProblem, grantedRoots, resolveFolder, type SiteRoots } from './layers.ts';
import { completeItems, defaultConfig, NO_URL, siteShape } from './settings.ts';
import { ShapeReader } from './shape.ts';
import { findTheme, mergeParams, readStrings } from './theme.ts';
import { readYaml, type SettingPath, type YamlProblem, type YamlText } from './yaml.ts';

export interface LoadedConfig {
  config: SiteConfig;
  /** null: the plain theme alone. */
  theme: ThemeConfig | null;
  /** site.params over the theme's defaults. */
  params: JsonObject;
  strings: Record<string, string>;
  roots: SiteRoots;
  /** Where a setting stands in site.yaml. */
  locateSetting(path: SettingPath): SourceRange | undefined;
  findings: Finding[];
}

/**
 * Reads the settings of the site in `root`. A setting that cannot be used is reported and replaced by its default.
 * @param themesPath folder of the built-in themes
 * @param readFile gives the texts of files
 * @throws CannotBuild when there is no site.yaml or it cannot be read
 */
export async function loadConfig(
  root: string,
  themesPath: string,
  readFile: TextReader = readText,
): Promise<LoadedConfig> {
  const real = siteFolder(root);
  const yaml = readSiteYaml(real, readFile);
  const reader = new ShapeReader('site.yaml', yaml);
  const config = readSettings(reader, yaml, basename(real));
  const folders = readFolders(real, config, reader);
  const found = findTheme(real, config.theme, themesPath, yaml, readFile);
  const merged = mergeParams(config, found.theme, yaml);
  const words = readStrings(found.layers, config.language, readFile);
  const granted = grantedRoots(real, config.folders, found.layers);
  return {
    config,
    theme: found.theme,
    params: merged.params,
    strings: words.strings,
    roots: { root: real, layers: found.layers, folders, granted },
    locateSetting: (path) => yaml.range(path, 'value') ?? yaml.range(path, 'key'),
    findings: [...reader.findings, ...found.findings, ...merged.findings, ...words.findings],
  };
}

function siteFolder(root: string): string {
  try {
    const real = realpathSync(root);
    if (statSync(real).isDirectory()) return real;
  } catch (error) {
    if (!isMissing(fileErrorCode(error))) {
      const advice = 'Check that you may open this folder.';
      throw new CannotBuild('site-unreadable', `The folder ${root} cannot be opened.`, advice, { cause: error });
    }
  }
  throw new CannotBuild(
    'site-missing',
    `There is no folder ${root}.`,
    'Check the name, or make a site with “galley new”.',
  );
}

function readSiteYaml(root: string, readFile: TextReader): YamlText {
  const path = join(root, 'site.yaml');
  const read = readFile(path);
  if (read.text === null && read.problem === null) {
    const advice = 'Name the folder of a site, or make one with “galley new”.';
    throw new CannotBuild('site-missing', `${root} is not a site: there is no site.yaml in it.`, advice);
  }
  if (read.text === null) {
    const advice = 'Check that you may read the file and that it is saved as UTF-8.';
    throw new CannotBuild('site-unreadable', `${path} cannot be read (${read.problem}).`, advice);
  }
  const yaml = readYaml(read.text);
  if (!('value' in yaml)) throw unreadableSettings(read.text, yaml);
  if (yaml.value !== null && !isObject(yaml.value)) {
    const advice = 'Each line of site.yaml is a name, a colon and a value: title: My site.';
    throw new CannotBuild('site-unreadable', `${path} holds no settings.`, advice);
  }
  return yaml;
}

/** Without its settings there is no site: said by the line, and with the line. */
function unreadableSettings(text: string, { reason, range }: YamlProblem): CannotBuild {
  if (range === undefined) {
    return new CannotBuild('site-unreadable', `site.yaml cannot be read: ${reason}.`, 'Open site.yaml and mend it.');
  }
  const { line } = range.start;
  const written = (text.split(/\r?\n|\r/)[line - 1] ?? '').trim();
  const shown = written.length > 80 ? `${written.slice(0, 80)}…` : written;
  const advice = `Open site.yaml, go to line ${line} and mend it. It says: ${shown}`;
  return new CannotBuild('site-unreadable', `Line ${line} of site.yaml cannot be read: ${reason}.`, advice);
}

function readSettings(reader: ShapeReader, yaml: YamlText, folderName: string): SiteConfig {
  const said = (yaml.value ?? {}) as JsonObject;
  const defaults = defaultConfig(folderName);
  const config = reader.read(siteShape, said, defaults as unknown as JsonObject, []) as JsonObject;
  completeItems(config);
  if (isAbsent(said.title)) reader.findings.push(missing('title', 'title', folderName, 'A Field Guide'));
  if (isAbsent(said.url)) reader.findings.push(missing('url', 'address', NO_URL, 'https://example.com/'));
  const result = config as unknown as SiteConfig;
  if (result.title.trim() === '') result.title = folderName;
  result.url = completeUrl(result.url);
  return result;
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

function missing(name: string, what: string, used: string, example: string): Finding {
  const start = { line: 1, column: 1 };
  return {
    code: 'setting-missing',
    data: { name, what, used, example },
    file: 'site.yaml',
    range: { start, end: start },
    cause: name,
    fixes: [
      {
        label: `Write “${name}” into site.yaml`,
        kind: 'ask',
        inputs: [{ name, label: `The site’s ${what}`, value: used }],
      },
    ],
  };
}

function completeUrl(text: string): string {
  if (text === '') return NO_URL;
  const { origin, pathname } = new URL(text);
  return origin + (pathname.endsWith('/') ? pathname : `${pathname}/`);
}

const folderProblems: Record<FolderProblem, string> = {
  missing: 'there is no such folder',
  link: 'it is reached through a shortcut (symbolic link), and where that leads is not written here',
  file: 'it is a file and not a folder',
  nested: 'it would hold the whole site',
};

/** A folder that cannot be used is replaced by the default one. */
function readFolders(root: string, config: SiteConfig, reader: ShapeReader): Record<FolderName, string> {
  const paths = {} as Record<FolderName, string>;
  for (const name of Object.keys(config.folders) as FolderName[]) {
    const named = config.folders[name];
    const { path, problem } = resolveFolder(root, named, named === name);
    paths[name] = path;
    if (problem === null) continue;
    reader.wrong(['folders', name], folderProblems[problem], name);
    config.folders[name] = name;
    paths[name] = join(root, name);
  }
  return paths;
}

/** "/birds/" of "https://example.com/birds/". */
export function basePathOf(config: SiteConfig): string {
  return new URL(config.url).pathname;
}
