/**
 * Which room may import which. The path of a file says where it may run; this says what it may therefore know. Read from
 * the syntax tree: types, re-exports, `import()` and calls such as `require('electron')` count too.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, posix } from 'node:path';
import { parseSync, Visitor } from 'vite';

interface Room {
  /** Folder, with a slash at its end. */
  path: string;
  /** Other rooms, by path, or single files that are doors. */
  may: readonly string[];
  /** Node's own modules: all, none, or those that touch nothing outside the process. */
  node: 'all' | 'pure' | 'none';
  /** Packages, where they are limited; a name that ends with "/" stands for its scope. */
  packages?: readonly string[];
}

const shared = 'src/shared/';
const kernel = 'src/kernel/';
const engine = 'src/main/engine/';
const preview = 'src/main/preview/';
const publish = 'src/main/publish/';
const studio = 'src/main/studio/';
const choose = 'src/main/hosts/choose/';
const belowHosts = [choose, studio, preview, publish, engine, kernel, shared];
const hostsCommon = 'src/main/hosts/common/';

/** From the most particular to the most general: the first that matches a file is its room. */
const rooms: readonly Room[] = [
  { path: shared, may: [], node: 'none', packages: ['zod'] },
  { path: kernel, may: [shared], node: 'pure' },
  { path: engine, may: [kernel, shared], node: 'all' },
  { path: 'src/main/preview/page-script/', may: [shared], node: 'none', packages: ['idiomorph'] },
  { path: preview, may: [engine, kernel, shared], node: 'all' },
  { path: publish, may: [engine, kernel, shared], node: 'all' },
  { path: studio, may: [preview, publish, engine, kernel, shared], node: 'all' },
  { path: hostsCommon, may: belowHosts, node: 'all' },
  { path: choose, may: ['src/main/hosts/common/home.ts', shared], node: 'all', packages: [] },
  { path: 'src/main/hosts/electron/', may: [hostsCommon, ...belowHosts], node: 'all' },
  { path: 'src/main/hosts/browser/', may: [hostsCommon, ...belowHosts], node: 'all' },
  { path: 'src/preload/', may: [shared], node: 'none', packages: ['electron'] },
  { path: 'src/worker/', may: [kernel, shared], node: 'all' },
  { path: 'src/renderer/', may: [shared], node: 'none' },
  {
    path: 'src/cli/',
    may: [
      'src/main/engine/open-site.ts',
      'src/main/engine/types.ts',
      'src/main/engine/watch/',
      'src/main/hosts/common/home.ts',
      'src/main/hosts/common/machine-key.ts',
      'src/main/hosts/common/closed-pipes.ts',
      choose,
      studio,
      publish,
      preview,
      kernel,
      shared,
    ],
    node: 'all',
  },
];

const electronRooms = ['src/main/hosts/electron/', 'src/preload/'];

/** Modules that reach outside the process. */
const reaching = new Set(
  'child_process cluster dgram dns dns/promises fs fs/promises http http2 https inspector net readline readline/promises repl sqlite tls tty worker_threads'.split(
    ' ',
  ),
);
const builtins = new Set(builtinModules);

export interface Violation {
  file: string;
  line: number;
  imported: string;
  reason: string;
}

/** Tests and their helpers may look anywhere, but not at Electron. */
function isTest(file: string): boolean {
  return /\.test\.tsx?$|\/testing\/|\/testing\.ts$/.test(file);
}

/** @param file path in the project, with "/" */
export function violationsIn(file: string, source: string): Violation[] {
  const room = rooms.find((one) => file.startsWith(one.path));
  const found: Violation[] = [];
  for (const { specifier, offset } of importsOf(file, source)) {
    const reason = reasonAgainst(file, room, specifier);
    if (reason) found.push({ file, line: source.slice(0, offset).split('\n').length, imported: specifier, reason });
  }
  return found;
}

function reasonAgainst(file: string, room: Room | undefined, specifier: string): string | null {
  if (specifier === 'electron' || specifier.startsWith('electron/')) {
    return electronRooms.some((path) => file.startsWith(path))
      ? null
      : `only ${electronRooms.join(' and ')} know Electron`;
  }
  if (room === undefined) return file.startsWith('src/') ? 'this folder has no rule: give it one' : null;
  if (isTest(file)) return null;
  if (specifier.startsWith('.')) return reasonAgainstFile(file, room, specifier);
  const module = specifier.replace(/^node:/, '');
  if (specifier.startsWith('node:') || builtins.has(module)) return reasonAgainstNode(room, module);
  const allowed =
    room.packages === undefined || room.packages.some((name) => specifier === name || specifier.startsWith(`${name}/`));
  return allowed ? null : `${room.path} uses no package but ${room.packages?.join(', ')}`;
}

function reasonAgainstFile(file: string, room: Room, specifier: string): string | null {
  const target = posix.join(posix.dirname(file), specifier);
  if (target.startsWith(room.path)) return null;
  if (isTest(target)) return 'tests and their helpers are for tests only';
  if (room.may.some((path) => (path.endsWith('/') ? target.startsWith(path) : target === path))) return null;
  return `${room.path} may import ${room.may.length > 0 ? room.may.join(', ') : 'nothing'} beside itself`;
}

function reasonAgainstNode(room: Room, module: string): string | null {
  if (room.node === 'none') return `${room.path} runs without Node`;
  if (room.node === 'pure' && reaching.has(module)) return `${room.path} does no input or output`;
  return null;
}

function importsOf(file: string, source: string): { specifier: string; offset: number }[] {
  const { program, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file} cannot be read: ${errors[0]?.message}`);
  const found: { specifier: string; offset: number }[] = [];
  const note = (node: { type: string; value?: unknown; start: number } | null | undefined): void => {
    if (node?.type === 'Literal' && typeof node.value === 'string')
      found.push({ specifier: node.value, offset: node.start });
  };
  new Visitor({
    ImportDeclaration: (node) => note(node.source),
    ExportNamedDeclaration: (node) => note(node.source),
    ExportAllDeclaration: (node) => note(node.source),
    ImportExpression: (node) => note(node.source),
    TSImportType: (node) => note(node.source),
    CallExpression: (node) => {
      const [first] = node.arguments;
      // `require`, and whatever createRequire's result was called.
      if (node.arguments.length === 1 && first?.type === 'Literal' && isLoaded(first.value)) note(first);
    },
  }).visit(program);
  return found.sort((a, b) => a.offset - b.offset);
}

function isLoaded(value: unknown): boolean {
  return typeof value === 'string' && (value === 'electron' || value.startsWith('node:'));
}

/** All violations in the project's sources, in the order of their paths. */
export function checkBoundaries(root: string): Violation[] {
  return sourceFiles(root).flatMap((file) => violationsIn(file, readFileSync(join(root, file), 'utf8')));
}

/** The TypeScript files under src/, by path. */
export function sourceFiles(root: string): string[] {
  return readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .map((file) => `src/${file.replaceAll('\\', '/')}`)
    .filter((file) => /\.(ts|tsx|mts|cts)$/.test(file) && !file.startsWith('src/themes/'))
    .sort();
}
