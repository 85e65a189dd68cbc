/** A small healthy site with something bad put into it: what was healthy must come out whole, whatever is wrong beside it. */

import { join } from 'node:path';
import { expect } from 'vitest';
import type { Proof } from '../../../shared/proof.ts';
import type { BuildReport } from '../../../shared/report.ts';
import type { BuildRequest } from '../types.ts';
import { buildOnce, MINIMAL, makeSite, readTree, removeSite } from './site-folder.ts';

export type Files = Record<string, string | Uint8Array | null>;

const HEALTHY: Files = {
  ...MINIMAL,
  'content/_index.md': '---\ntitle: Birds\n---\nThe home page.\n',
  'content/kept.md': '---\ntitle: Kept\n---\nThe kept page. [Home](/)\n',
  'content/posts/kept.md': '---\ntitle: Kept post\ndate: 2025-01-01\ntags: [kept]\n---\nThe kept post.\n',
  'static/kept.txt': 'The kept file.',
};

/** What each healthy file must have in it, whatever the templates around it are. */
const KEPT: Record<string, string> = {
  'index.html': 'The home page.',
  'kept/index.html': 'The kept page.',
  'posts/kept/index.html': 'The kept post.',
  'kept.txt': 'The kept file.',
  'tags/kept/index.html': '',
  'posts/index.xml': '',
  'sitemap.xml': '',
};

export interface Built {
  root: string;
  report: BuildReport;
  /** Every file of the output, as latin1 text. */
  tree: Record<string, string>;
  /** Each proof as "code file:line" or, without a place, "code". */
  rows: string[];
}

/** Sites made by one test file. */
export class BadSites {
  readonly #made: string[] = [];

  /** @param prepare does to the folder what files as text cannot say */
  async build(
    files: Files,
    request: Partial<BuildRequest> = {},
    prepare?: (root: string) => Promise<void>,
  ): Promise<Built> {
    const root = await this.make(files);
    await prepare?.(root);
    return this.buildAgain(root, request);
  }

  /** A healthy site with `files` in it, not built yet. */
  async make(files: Files): Promise<string> {
    const root = await makeSite({ ...HEALTHY, ...files });
    this.#made.push(root);
    return root;
  }

  async buildAgain(root: string, request: Partial<BuildRequest> = {}): Promise<Built> {
    const report = await buildOnce(root, request);
    const tree = await readTree(request.out ?? join(root, 'public'));
    for (const [path, text] of Object.entries(KEPT)) expect(tree[path], `${path} of a healthy source`).toContain(text);
    return { root, report, tree, rows: report.proofs.map(rowOf) };
  }

  async remove(): Promise<void> {
    for (const root of this.#made.splice(0)) await removeSite(root);
  }
}

function rowOf({ code, file, range }: Proof): string {
  if (file === undefined) return code;
  return range === undefined ? `${code} ${file}` : `${code} ${file}:${range.start.line}`;
}
