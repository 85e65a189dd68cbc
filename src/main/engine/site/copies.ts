/** What is copied as it is: the files of bundles and sections, and static/. */
import { encodePath } from '../../../kernel/url.ts';
import type { PageRecord, ResourceRecord } from '../../../shared/snapshot.ts';
import type { CopiedFile } from '../assets/types.ts';
import type { ContentFile, StaticFile } from '../phases/discover.ts';
import type { Claims } from './claims.ts';
import type { Folders } from './folders.ts';
import type { Entry } from './model.ts';

const CONTENT = 'content/'.length;

/** Gives each file of content/ to the page of the nearest folder around it. Files of pages that are not shown stay behind. */
export function placeResources(
  files: readonly ContentFile[],
  folders: Folders,
  claims: Claims,
  basePath: string,
): CopiedFile[] {
  const copies: CopiedFile[] = [];
  const resources = new Map<PageRecord, ResourceRecord[]>();
  for (const { source, path, bytes } of files) {
    const owner = ownerOf(source, folders);
    if (owner === null) continue;
    const inside = owner.folder.path === '' ? CONTENT : CONTENT + owner.folder.path.length + 1;
    const name = source.slice(inside).normalize('NFC');
    const { output } = owner.record;
    const placed = output.slice(0, output.lastIndexOf('/') + 1) + name;
    if (!claims.file(placed, source)) continue;
    const url = basePath + encodePath(placed);
    const resource = { name, source, url, bytes };
    const held = resources.get(owner.record);
    if (held === undefined) resources.set(owner.record, [resource]);
    else held.push(resource);
    copies.push({ name: source, source, path, bytes, url, output: placed });
  }
  for (const [record, list] of resources) record.resources = list;
  return copies;
}

/** null: what it belongs to is not shown in this build. */
function ownerOf(source: string, folders: Folders): Entry | null {
  let path = source.slice(CONTENT);
  for (;;) {
    path = path.slice(0, Math.max(0, path.lastIndexOf('/')));
    const folder = folders.get(path);
    if (folder === undefined) continue;
    if (folder.entry !== null) return folder.entry;
    if (!folder.alive || folder.bundleDocument !== null || path === '') return null;
  }
}

export function placeStatics(files: readonly StaticFile[], claims: Claims, basePath: string): CopiedFile[] {
  const copies: CopiedFile[] = [];
  for (const { name, source, path, bytes, output } of files) {
    if (claims.file(output, source))
      copies.push({ name, source, path, bytes, url: basePath + encodePath(output), output });
  }
  return copies;
}
