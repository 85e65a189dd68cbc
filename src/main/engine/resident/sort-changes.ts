/** What a build was told of that changed, so that it need not look at everything. Whatever cannot be told by files is looked for. */
import { lstatSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { Discovery, SourceDocument } from '../phases/discover.ts';
import { fileErrorCode, isMissing } from '../site/files.ts';
import type { SiteRoots } from '../site/layers.ts';

export interface SortedChanges {
  /** Documents whose files may hold other bytes, by source, with their places among all. They were there, and are. */
  documents: ReadonlyMap<string, number>;
  /** Whether a template, data, an asset or a file of static/ may have changed, come or gone. */
  parts: boolean;
}

interface Known {
  roots: SiteRoots;
  discovery: Pick<Discovery, 'documents'>;
}

/**
 * @param known what the build before found
 * @param paths absolute, of files or folders
 * @returns null: more may be different than files of these kinds (settings, a document that came or went, a file of a bundle)
 */
export function sortChanges({ roots, discovery }: Known, paths: readonly string[]): SortedChanges | null {
  // What lies behind a link changes under another name.
  if (discovery.documents.some(({ linked }) => linked)) return null;
  const places = placesByPath(discovery.documents);
  const parts = partFolders(roots);
  const documents = new Map<string, number>();
  let others = false;
  for (const path of paths) {
    const place = places.get(path);
    if (place !== undefined) {
      if (!isFile(path)) return null;
      documents.set((discovery.documents[place] as SourceDocument).source, place);
    } else if (!isIn(roots.folders.content, path) && parts.some((folder) => isIn(folder, path))) others = true;
    else return null;
  }
  return { documents, parts: others };
}

const tables = new WeakMap<readonly SourceDocument[], ReadonlyMap<string, number>>();

function placesByPath(documents: readonly SourceDocument[]): ReadonlyMap<string, number> {
  let table = tables.get(documents);
  if (table === undefined) {
    table = new Map(documents.map(({ path }, place) => [path, place]));
    tables.set(documents, table);
  }
  return table;
}

/** A link in the place of a document leads elsewhere: then everything is looked at. */
function isFile(path: string): boolean {
  try {
    return lstatSync(path).isFile();
  } catch (error) {
    if (isMissing(fileErrorCode(error))) return false;
    throw error;
  }
}

function partFolders({ folders, layers }: SiteRoots): string[] {
  const { templates, data, assets, static: statics } = folders;
  const ofThemes = layers.flatMap(({ theme, path }) =>
    theme === null ? [] : ['templates', 'assets', 'static'].map((name) => join(path, name)),
  );
  return [templates, data, assets, statics, ...ofThemes];
}

function isIn(folder: string, path: string): boolean {
  return path.startsWith(folder + sep);
}
