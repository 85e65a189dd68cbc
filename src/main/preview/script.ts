/// <reference types="vite/types/importMeta.d.ts" />
/** The script of page-script/, made ready for a browser. Its sources travel in the program as text, wherever that was built. */
import { build, type Plugin, stop } from 'esbuild';

/** Read when this program is built, or tested; by path from here. */
const sources = import.meta.glob<string>(
  ['./page-script/*.ts', '!./page-script/*.test.ts', '../../shared/contract/text-version.ts'],
  { query: '?raw', import: 'default', eager: true },
);

/** The library that it is made with. */
const libraries = import.meta.glob<string>('/node_modules/idiomorph/dist/idiomorph.esm.js', {
  query: '?raw',
  import: 'default',
  eager: true,
});

const entry = './page-script/index.ts';
let made: Promise<string> | null = null;

/** Made once, at the first question. */
export function previewScript(): Promise<string> {
  made ??= makeScript();
  return made;
}

async function makeScript(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'iife',
    charset: 'utf8',
    target: ['chrome120', 'firefox120', 'safari16'],
    plugins: [fromSources],
    logLevel: 'silent',
  });
  // Its helper process is not needed again.
  await stop();
  return outputFiles[0]?.text ?? '';
}

function pathOf(path: string, kind: string): string {
  if (kind === 'entry-point') return path;
  if (path.startsWith('../')) return path.slice('../'.length);
  return path.startsWith('./') ? `./page-script/${path.slice(2)}` : (Object.keys(libraries)[0] ?? path);
}

const fromSources: Plugin = {
  name: 'page-script',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /./ }, ({ path, kind }) => ({ path: pathOf(path, kind), namespace: 'page-script' }));
    onLoad({ filter: /./, namespace: 'page-script' }, ({ path }) => {
      const contents = sources[path] ?? libraries[path];
      if (contents === undefined) return { errors: [{ text: `${path} is not part of Galley.` }] };
      return { contents, loader: path.endsWith('.ts') ? 'ts' : 'js' };
    });
  },
};
