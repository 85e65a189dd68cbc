/** The window's own files, as built: a request's path in, a file of one folder out, and never another. */
import { readFile, realpath } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
};

export interface WindowFile {
  bytes: Uint8Array<ArrayBuffer>;
  /** Its content type. */
  type: string;
  /** Its name holds a hash of its bytes: it may be kept for ever. */
  hashed: boolean;
}

/**
 * @param folder absolute
 * @param pathname of the address, percent-encoded; one that ends with "/" is its index.html
 * @returns null: there is no such file, or it does not lie in the folder, symbolic links followed
 */
export async function readWindowFile(folder: string, pathname: string): Promise<WindowFile | null> {
  const inside = relativePath(pathname);
  if (inside === null) return null;
  try {
    const [root, file] = await Promise.all([realpath(folder), realpath(join(folder, inside))]);
    if (!file.startsWith(root + sep)) return null;
    const bytes = new Uint8Array(await readFile(file));
    return { bytes, type: types[extname(file)] ?? 'application/octet-stream', hashed: /-[\w-]{8,}\.\w+$/.test(file) };
  } catch (error) {
    if (isNotThere(error)) return null;
    throw error;
  }
}

function relativePath(pathname: string): string | null {
  let path: string;
  try {
    path = decodeURIComponent(pathname);
  } catch {
    // "%" or "%ff": an address that names no file.
    return null;
  }
  const parts = path.split('/').slice(1);
  if (/[\\:\0]/.test(path) || !path.startsWith('/') || parts.includes('..')) return null;
  return path.endsWith('/') ? `${path}index.html` : path;
}

function isNotThere(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return ['ENOENT', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG', 'ELOOP'].includes(code);
}
