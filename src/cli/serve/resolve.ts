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
  const name = path.startsWith(basePath) ? decodePath(path.slice(basePath.length)) : null;
  if (name === null) return { kind: 'missing' };
  const file = await realFile(join(out, name), out);
  if (file === 'folder') {
    if (!path.endsWith('/')) return { kind: 'redirect', to: `${path}/${query}` };
    const index = await realFile(join(out, name, 'index.html'), out);
    return index === null || index === 'folder' ? { kind: 'missing' } : index;
  }
  return file !== null && !path.endsWith('/') ? file : { kind: 'missing' };
}

function splitQuery(target: string): [path: string, query: string] {
  const mark = target.indexOf('?');
  return mark < 0 ? [target, ''] : [target.slice(0, mark), target.slice(mark)];
}

/** null for what no file of a site is called: broken escapes, steps upwards, backslashes, NUL. */
function decodePath(path: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
  if (decoded.includes('\0') || decoded.includes('\\') || decoded.split('/').includes('..')) return null;
  return decoded;
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
    return info.isFile() ? { kind: 'file', path: real, size: info.size } : null;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG' || code === 'EACCES' || code === 'ELOOP')
      return null;
    throw error;
  }
}
