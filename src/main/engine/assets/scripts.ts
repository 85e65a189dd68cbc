/** Scripts: TypeScript and modules drawn into one file each, minified. Nothing from outside assets/ gets in. */
import type { Loader, Message, Metafile, Plugin, PluginBuild } from 'esbuild';
import { extensionOf, resolveName } from '../../../kernel/assets/paths.ts';
import { decodePath } from '../../../kernel/url.ts';
import type { Finding, SourceRange } from '../../../shared/proof.ts';
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

/** The bundler's process. It is started by the first script and must be stopped, or the program could not end at once. */
export class ScriptBundler {
  #esbuild: typeof import('esbuild') | null = null;

  /** @param name of an asset that exists */
  async build(name: string, reader: AssetReader): Promise<EntryResult> {
    this.#esbuild ??= await import('esbuild');
    const build = new ScriptBuild(name, reader);
    return build.run(this.#esbuild);
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
    private readonly name: string,
    private readonly reader: AssetReader,
  ) {}

  async run(esbuild: typeof import('esbuild')): Promise<EntryResult> {
    try {
      const built = await esbuild.build({
        ...shared,
        entryPoints: [this.name],
        bundle: true,
        write: false,
        metafile: true,
        format: 'esm',
        platform: 'browser',
        outdir: '/',
        define: { 'process.env.NODE_ENV': '"production"' },
        plugins: [this.#plugin()],
      });
      const module = built.outputFiles.find((file) => file.path.endsWith('.js'))?.text ?? '';
      const code = mustBeModule(built.metafile) ? module : await asScript(esbuild, module);
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
