/** From the path of a request to a file in the output folder, and never to one outside. */
import { realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';

export type Resolution =
  | { kind: 'file'; path: string; size: number }
  | { kind: 'redirect'; to: string }
  | { kind: 'missing' };

/**
 * @param target path and query as in the request line
 * @param basePath where the site is mounted, "/birds/"
 * @param out real path of the output folder
 */
export async function resolveRequest(target: string, basePath: string, out: string): Promise<Resolution> {
  const [path = '/', query] = splitQuery(target);
  if (path === '/' && basePath !== '/') return { kind: 'redirect', to: basePath };
  if (`${path}/` === basePath) return { kind: 'redirect', to: basePath + query };
  const name = nameInOutput(path, basePath);
  if (name === null) return { kind: 'missing' };
  const file = await realFile(join(out, name), out);
  if (file === 'folder') {
    if (!path.endsWith('/')) return { kind: 'redirect', to: `${path}/${query}` };
    const index = await realFile(join(out, name, 'index.html'), out);
    return index === null || index === 'folder' ? { kind: 'missing' } : index;
  }
  return file !== null && !path.endsWith('/') ? file : { kind: 'missing' };
}

/**
 * What a request's path is called in public/ ("posts/a b/"): the part below the base path, decoded.
 * @returns null for what no file of a site is called: another base path, broken escapes, steps upwards, backslashes, NUL
 */
export function nameInOutput(path: string, basePath: string): string | null {
  if (!path.startsWith(basePath)) return null;
  let decoded: string;
  try {
    decoded = decodeURIComponent(path.slice(basePath.length));
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
  if (decoded.includes('\0') || decoded.includes('\\') || decoded.split('/').includes('..')) return null;
  return decoded;
}

function splitQuery(target: string): [path: string, query: string] {
  const mark = target.indexOf('?');
  return mark < 0 ? [target, ''] : [target.slice(0, mark), target.slice(mark)];
}

async function realFile(
  path: string,
  out: string,
): Promise<{ kind: 'file'; path: string; size: number } | 'folder' | null> {
  try {
    const real = await realpath(path);
    if (real !== out && !real.startsWith(out + sep)) return null;
    const info = await stat(real);
    if (info.isDirectory()) return 'folder';
    return info.isFile() && !differsInCase(real, path) ? { kind: 'file', path: real, size: info.size } : null;
  } catch (error) {
    if (isNoFile(error)) return null;
    throw error;
  }
}

/** Disks of macOS and Windows find "Photo.JPG" under "photo.jpg"; the server that the site is published to does not. */
function differsInCase(real: string, asked: string): boolean {
  return real !== asked && real.toLowerCase() === asked.toLowerCase();
}

/** The path names nothing, or nothing that may be read here. */
function isNoFile(error: unknown): boolean {
  const codes = ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'EACCES', 'ELOOP', 'EINVAL'];
  return codes.includes((error as NodeJS.ErrnoException).code ?? '');
}

/** @returns the folder's real path; null: it is not there (yet) */
export async function realFolder(folder: string): Promise<string | null> {
  try {
    return await realpath(folder);
  } catch (error) {
    if (isNoFile(error)) return null;
    throw error;
  }
}
