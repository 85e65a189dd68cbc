/** What would be published, from a build that has just been made: the one way in which the studio and the command line get it. */
import type { ProofCode } from '../../shared/proofs/registry.ts';
import { outputsPaths, readOutputs } from '../engine/save/outputs.ts';
import { statePaths } from '../engine/state-paths.ts';
import type { SiteListing } from '../engine/types.ts';
import { type BuiltFile, type Publication, type PublishedPage, PublishProblem } from './types.ts';

/** Proofs of links and pictures that readers would miss: published only after they were listed. */
const broken: ReadonlySet<string> = new Set<ProofCode>([
  'link-broken',
  'link-document-missing',
  'link-document-wrong-case',
  'link-outside-base',
  'anchor-missing',
  'asset-missing',
  'asset-not-found',
  'asset-wrong-case',
  'image-missing',
  'image-wrong-case',
]);

export interface BuiltSite {
  site: { title: string /** Absolute and real. */; root: string };
  /** Absolute folder of the output. */
  out: string;
  /** Of that build; null: it has none. */
  listing: SiteListing | null;
  /** Errors and warnings; what is muted is not among them. */
  things: readonly { code: string; message: string }[];
  /** Addresses of the pages that show the fallback. */
  degraded: readonly string[];
}

/** @throws PublishProblem 'unfinished-build'; CannotBuild when nobody knows whose the files in the output folder are */
export async function publicationOf({ site, out, listing, things, degraded }: BuiltSite): Promise<Publication> {
  const pages = publishedPages(listing);
  const titles = new Map(pages.map(({ url, title }) => [url, title]));
  return {
    site,
    folder: out,
    files: await builtFiles(site.root, out),
    pages,
    brokenLinks: things.filter(({ code }) => broken.has(code)).map(({ message }) => message),
    // The further pages of a list have an address and no title of their own.
    degradedPages: degraded.map((url) => titles.get(url) ?? url),
  };
}

async function builtFiles(root: string, out: string): Promise<BuiltFile[]> {
  const outputs = await readOutputs(outputsPaths(statePaths(root).folder, root, out), out, false);
  const files: BuiltFile[] = [];
  for (const [path, { size, hash }] of outputs) {
    if (hash === null)
      throw new PublishProblem('unfinished-build', 'The last build did not finish.', 'Build the site, then publish.');
    files.push({ path, size, hash });
  }
  return files;
}

function publishedPages(listing: SiteListing | null): PublishedPage[] {
  if (listing === null) return [];
  const pages: PublishedPage[] = [];
  for (const { output, title, url } of listing.documents) {
    if (output !== null && url !== null) pages.push({ output, title, url });
  }
  for (const { url, title } of listing.generated) pages.push({ output: outputOf(url, listing.basePath), title, url });
  return pages;
}

/** The file behind an address: "/birds/posts/" is "posts/index.html". */
function outputOf(url: string, basePath: string): string {
  const path = decodeURIComponent(url.startsWith(basePath) ? url.slice(basePath.length) : url.replace(/^\//, ''));
  return path === '' || path.endsWith('/') ? `${path}index.html` : path;
}
