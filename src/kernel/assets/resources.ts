/** Files of a bundle: copied beside their page under their own names. */
import type { ResourceRecord } from '../../shared/snapshot.ts';
import { encodePath } from '../url.ts';

export interface BundleFile {
  /** Relative to the bundle's folder. */
  name: string;
  /** Relative to the site. */
  source: string;
  bytes: number;
}

export interface BundleResource {
  record: ResourceRecord;
  /** Path in public/, NFC, not encoded. */
  output: string;
}

/**
 * @param page the bundle's page, its URL with base path
 * @returns in the order of `files`
 */
export function resourceRecords(page: { url: string; output: string }, files: readonly BundleFile[]): BundleResource[] {
  const urlFolder = page.url.slice(0, page.url.lastIndexOf('/') + 1);
  const outputFolder = page.output.slice(0, page.output.lastIndexOf('/') + 1);
  return files.map(({ name, source, bytes }) => ({
    record: { name, source, url: urlFolder + encodePath(name), bytes },
    output: (outputFolder + name).normalize('NFC'),
  }));
}
