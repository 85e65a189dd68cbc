/** Scripts: TypeScript and modules drawn into one file each, minified. Nothing from outside assets/ gets in. */
import type { Loader, Message, Metafile, Plugin, PluginBuild } from 'esbuild';
import { extensionOf, resolveName } from '../../../kernel/assets/paths.ts';
import { decodePath } from '../../../kernel/url.ts';
import type { Finding, SourceRange } from '../../../shared/proof.ts';
import { isPlainScript, quickScript } from './quick-script.ts';
import type { EntryResult } from './styles.ts';
import type { AssetReader } from './world.ts';

const NAMESPACE = 'galley';
/** The same browsers as in styles.ts. */
const target = ['chrome107', 'edge107', 'firefox104', 'safari16'];
const loaders: Readonly<Record<string, Loader>> = {
  js: 'js',
  mjs: 'js',
  ts: 'ts',
  mts: 'ts',
  json: 'json',
  txt: 'text',
};
const guesses = ['', '.ts', '.js', '/index.ts', '/index.js'];
const shared = { minify: true, charset: 'utf8', target, logLevel: 'silent', tsconfigRaw: '{}' } as const;

const define = { 'process.env.NODE_ENV': '"production"' };

/** The same options as in `shared`. */
function flagsFor(name: string): string[] {
  const loader = loaders[extensionOf(name)] ?? 'js';
  const defined = Object.entries(define).map(([key, value]) => `--define:${key}=${value}`);
  const fixed = [
    '--minify',
    '--charset=utf8',
    `--target=${target.join(',')}`,
    '--log-level=silent',
    '--tsconfig-raw={}',
  ];
  return [...fixed, ...defined, '--format=iife', `--loader=${loader}`];
}

/** The bundler's process. It is started by the first script that needs it and must be stopped, or the program could not end at once. */
export class ScriptBundler {
  #esbuild: typeof import('esbuild') | null = null;

  /** @param quick replaced by tests, to show that the slow way comes to the same */
  constructor(private readonly quick: typeof quickScript = quickScript) {}

  /** @param name of an asset that exists */
  async build(name: string, reader: AssetReader): Promise<EntryResult> {
    const text = (await reader.text(name))?.text ?? '';
    const plain = isPlainScript(text);
    const code = plain ? await this.quick(text, flagsFor(name)) : null;
    if (code !== null) return { code, uses: [], findings: [] };
    this.#esbuild ??= await import('esbuild');
    return new ScriptBuild(this.#esbuild, name, reader).run(plain);
  }

  async stop(): Promise<void> {
    await this.#esbuild?.stop();
    this.#esbuild = null;
  }
}

class ScriptBuild {
  readonly #uses = new Set<string>();
  readonly #sources = new Map<string, string>();

  constructor(
    private readonly esbuild: typeof import('esbuild'),
    private readonly name: string,
    private readonly reader: AssetReader,
  ) {}

  async run(plain: boolean): Promise<EntryResult> {
    try {
      const code = plain ? await this.#minified() : await this.#bundled();
      return { code, uses: [...this.#uses].sort(), findings: [] };
    } catch (error) {
      const errors = (error as { errors?: Message[] }).errors;
      if (errors === undefined || errors.length === 0) throw error;
      return {
        code: '/* This script could not be built. */\n',
        uses: [],
        findings: errors.map((e) => this.#finding(e)),
      };
    }
  }

  /** What the program alone makes of a plain script. */
  async #minified(): Promise<string> {
    const loader = loaders[extensionOf(this.name)] ?? 'js';
    const { text, source } = (await this.reader.text(this.name)) ?? { text: '', source: this.name };
    this.#sources.set(this.name, source);
    const options = { ...shared, define, loader, format: 'iife', sourcefile: this.name } as const;
    return (await this.esbuild.transform(text, options)).code;
  }

  async #bundled(): Promise<string> {
    const built = await this.esbuild.build({
      ...shared,
      entryPoints: [this.name],
      bundle: true,
      write: false,
      metafile: true,
      format: 'esm',
      platform: 'browser',
      outdir: '/',
      define,
      plugins: [this.#plugin()],
    });
    const module = built.outputFiles.find((file) => file.path.endsWith('.js'))?.text ?? '';
    return mustBeModule(built.metafile) ? module : asScript(this.esbuild, module);
  }

  #plugin(): Plugin {
    return {
      name: NAMESPACE,
      setup: (build: PluginBuild) => {
        build.onResolve({ filter: /.*/ }, ({ kind, path, importer }) => {
          if (kind === 'entry-point') return { path, namespace: NAMESPACE };
          if (/^(https?:)?\/\//i.test(path)) return { path, external: true };
          const name = this.#resolve(importer, path);
          if (name !== null) return { path: name, namespace: NAMESPACE };
          return { errors: [{ text: `there is no “${path}” among the site's assets`, detail: { missing: path } }] };
        });
        build.onLoad({ filter: /.*/, namespace: NAMESPACE }, ({ path }) => this.#load(path));
      },
    };
  }

  /** A path relative to the importer; without an extension, TypeScript first. Packages are not looked for. */
  #resolve(importer: string, path: string): string | null {
    if (!/^\.{0,2}\//.test(path)) return null;
    const name = resolveName(path.startsWith('/') ? '' : importer, decodePath(path));
    if (name === null) return null;
    for (const guess of guesses) if (this.reader.has(name + guess)) return name + guess;
    const asTypeScript = name.replace(/\.(m?)js$/, '.$1ts');
    return asTypeScript !== name && this.reader.has(asTypeScript) ? asTypeScript : null;
  }

  /** Code and data come in; any other file stays a file, and importing it gives its URL. */
  async #load(path: string): Promise<{ contents: string; loader: Loader } | { errors: { text: string }[] }> {
    const loader = loaders[extensionOf(path)];
    if (loader === undefined) {
      const asset = this.reader.asset(path);
      if (asset === null) return { errors: [{ text: `“${path}” cannot be imported by a script` }] };
      this.#uses.add(path);
      return { contents: asset.url, loader: 'text' };
    }
    const text = await this.reader.text(path);
    if (text === null) return { errors: [{ text: `“${path}” cannot be read` }] };
    this.#sources.set(path, text.source);
    return { contents: text.text, loader };
  }

  #finding(error: Message): Finding {
    const { location, text, detail } = error;
    const name = (location?.file ?? this.name).replace(`${NAMESPACE}:`, '');
    const file = this.#sources.get(name) ?? `assets/${name}`;
    const missing = (detail as { missing?: string } | undefined)?.missing;
    const data = { file, line: location?.line ?? 1, entry: this.name };
    const range = location === null ? {} : { range: rangeOf(location) };
    if (missing === undefined) return { code: 'script-broken', data, file, ...range, detail: text };
    const code = 'script-import-missing';
    return { code, data: { ...data, reference: missing }, file, ...range, expression: missing, detail: text };
  }
}

/** Columns come in bytes of UTF-8, counted from 0. */
function rangeOf(location: NonNullable<Message['location']>): SourceRange {
  const line = Buffer.from(location.lineText);
  const column = (bytes: number): number => line.subarray(0, bytes).toString('utf8').length + 1;
  const start = { line: location.line, column: column(location.column) };
  return { start, end: { line: location.line, column: column(location.column + location.length) } };
}

/** What others import, or what imports from elsewhere, only works in a module. */
function mustBeModule(metafile: Metafile): boolean {
  return Object.values(metafile.outputs).some(
    (output) => output.exports.length > 0 || output.imports.some((i) => i.external && i.kind === 'import-statement'),
  );
}

/** Closed in a function, so that a plain <script> leaves nothing behind; unchanged where only a module can say it. */
async function asScript(esbuild: typeof import('esbuild'), module: string): Promise<string> {
  try {
    const { code, warnings } = await esbuild.transform(module, { ...shared, format: 'iife' });
    return warnings.length > 0 ? module : code;
  } catch (error) {
    // A top-level await is the only thing left that a module may say and a script may not.
    if ((error as { errors?: unknown }).errors === undefined) throw error;
    return module;
  }
}
