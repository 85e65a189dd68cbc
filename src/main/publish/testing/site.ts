/** Small builds, targets and states in temporary folders, for tests. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { printOf } from '../hash.ts';
import { applyPublish, planPublish, undoPublish } from '../publish.ts';
import { confirm } from '../state/confirmed.ts';
import type { Target } from '../targets/schema.ts';
import type { Publication, Published, PublishPlan, PublishState } from '../types.ts';

export type Files = Record<string, string>;

export interface World {
  root: string;
  site: string;
  /** Where a folder target is. */
  target: string;
  state: PublishState;
  secrets: Map<string, string>;
}

const worlds: string[] = [];

export async function makeWorld(): Promise<World> {
  const root = await mkdtemp(join(tmpdir(), 'galley-publish-'));
  worlds.push(root);
  const secrets = new Map<string, string>();
  const state = { folder: join(root, 'home/publish'), secrets: { get: async (id: string) => secrets.get(id) ?? null } };
  await mkdir(join(root, 'site'));
  return { root, site: join(root, 'site'), target: join(root, 'www'), state, secrets };
}

export async function removeWorlds(): Promise<void> {
  for (const root of worlds.splice(0)) await rm(root, { recursive: true, force: true });
}

export async function folderTarget(world: World): Promise<Target> {
  const target: Target = { id: 'www', kind: 'folder', path: world.target };
  await confirm(world.state, target);
  return target;
}

/** A build with these files; pages are those that end with .html, called by their names. */
export async function makeBuild(world: World, files: Files, more: Partial<Publication> = {}): Promise<Publication> {
  const folder = await mkdtemp(join(world.site, 'public-'));
  await putFiles(folder, files);
  const pages = Object.keys(files).filter((path) => path.endsWith('.html'));
  return {
    site: { title: 'A Field Guide', root: world.site },
    folder,
    files: Object.entries(files).map(([path, text]) => ({ path, ...printOf(Buffer.from(text)) })),
    pages: pages.map((output) => ({ output, title: `Page ${output}`, url: `/${output}` })),
    brokenLinks: [],
    degradedPages: [],
    ...more,
  };
}

export async function putFiles(folder: string, files: Files): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

/** Every file in a folder with its text; links are not followed. */
export async function filesIn(folder: string): Promise<Files> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files: Files = {};
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files[path.slice(folder.length + 1)] = await readFile(path, 'utf8');
  }
  return sorted(files);
}

export function sorted(files: Files): Files {
  return Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Agrees to whatever is asked. */
export const ALL_ANSWERS = {
  'broken-links': 'yes',
  collisions: 'yes',
  altered: 'yes',
  'other-site': 'yes',
  'remove-many': 'A Field Guide',
};

/** Plans, agrees to everything, carries out. */
export async function publish(
  world: World,
  target: Target,
  build: Publication,
): Promise<{ plan: PublishPlan; done: Published }> {
  const plan = await planPublish(target, build, world.state);
  return { plan, done: await applyPublish(plan, build, world.state, { answers: ALL_ANSWERS }) };
}

export function undo(world: World, target: Target): Promise<Published> {
  return undoPublish(target, world.state, { answers: ALL_ANSWERS });
}
