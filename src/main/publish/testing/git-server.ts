/** Real Git repositories for tests: bare ones on disk, and served over http by Git's own backend behind a password. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type Files, sorted } from './site.ts';

const QUIET = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
const NAMED = ['-c', 'user.name=Somebody', '-c', 'user.email=somebody@example.com', '-c', 'commit.gpgSign=false'];

export function git(folder: string, ...args: string[]): string {
  const env = { ...process.env, ...QUIET };
  return execFileSync('git', [...NAMED, '-C', folder, ...args], {
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** An empty bare repository. @returns its folder */
export function makeBare(root: string, name = 'remote.git'): string {
  const folder = join(root, name);
  mkdirSync(folder, { recursive: true });
  git(folder, 'init', '--quiet', '--bare', '-b', 'main');
  git(folder, 'config', 'http.receivepack', 'true');
  return folder;
}

/** Every file of a branch with its text; none when there is no such branch. */
export function filesOf(bare: string, branch: string): Files {
  if (!git(bare, 'for-each-ref', '--format=%(refname)').includes(`refs/heads/${branch}\n`)) return {};
  const paths = git(bare, 'ls-tree', '-r', '-z', '--name-only', branch).split('\0').filter(Boolean);
  return sorted(Object.fromEntries(paths.map((path) => [path, git(bare, 'cat-file', 'blob', `${branch}:${path}`)])));
}

export function subjects(bare: string, branch: string): string[] {
  return git(bare, 'log', '--format=%s', branch).trim().split('\n');
}

/** Somebody else puts a commit on a branch. */
export function commitElsewhere(bare: string, branch: string, files: Files): void {
  const index = join(bare, `index-${Date.now()}-${Math.random()}`);
  const run = (args: string[], input = ''): string =>
    execFileSync('git', [...NAMED, `--git-dir=${bare}`, ...args], {
      env: { ...process.env, ...QUIET, GIT_INDEX_FILE: index },
      input,
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'ignore'],
    }).trim();
  const parent = git(bare, 'for-each-ref', '--format=%(objectname)', `refs/heads/${branch}`).trim();
  if (parent !== '') run(['read-tree', parent]);
  for (const [path, text] of Object.entries(files)) {
    const oid = run(['hash-object', '-w', '--stdin'], text);
    run(['update-index', '--add', '--cacheinfo', `100644,${oid},${path}`]);
  }
  const tree = run(['write-tree']);
  const commit = run(['commit-tree', tree, '-m', 'by somebody else', ...(parent === '' ? [] : ['-p', parent])]);
  run(['update-ref', `refs/heads/${branch}`, commit]);
}

export interface GitServer {
  /** "http://127.0.0.1:40123" */
  origin: string;
  /** `Authorization` of each request, in order. */
  authorizations: (string | undefined)[];
  close(): Promise<void>;
}

/** @param root folder of the repositories. @param password of anybody; null: none is asked for */
export async function serveGit(root: string, password: string | null): Promise<GitServer> {
  const authorizations: GitServer['authorizations'] = [];
  const server = createServer((request, response) => {
    authorizations.push(request.headers.authorization);
    const given = Buffer.from(request.headers.authorization?.replace('Basic ', '') ?? '', 'base64').toString();
    if (password !== null && !given.endsWith(`:${password}`)) {
      response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="git"' }).end();
      return;
    }
    runBackend(root, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { origin: `http://127.0.0.1:${port}`, authorizations, close };
}

function runBackend(root: string, request: IncomingMessage, response: ServerResponse): void {
  const [path = '', query = ''] = (request.url ?? '').split('?');
  const child = spawn('git', ['http-backend'], {
    env: {
      ...process.env,
      ...QUIET,
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: path,
      QUERY_STRING: query,
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
      REMOTE_USER: 'somebody',
    },
  });
  request.pipe(child.stdin);
  const pieces: Buffer[] = [];
  child.stdout.on('data', (piece: Buffer) => pieces.push(piece));
  child.on('close', () => {
    const all = Buffer.concat(pieces);
    const end = all.indexOf('\r\n\r\n');
    const lines = all.subarray(0, end).toString('latin1').split('\r\n');
    const headers = lines.map(
      (line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()] as const,
    );
    const status = Number(headers.find(([name]) => name === 'Status')?.[1]?.slice(0, 3) ?? 200);
    response.writeHead(status, Object.fromEntries(headers.filter(([name]) => name !== 'Status')));
    response.end(all.subarray(end + 4));
  });
}
