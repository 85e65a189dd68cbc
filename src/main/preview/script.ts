/// <reference types="vite/types/importMeta.d.ts" />
/** The script of page-script/, made ready for a browser. Its sources travel in the program as text, wherever that was built. */
import { build, type Plugin, stop } from 'esbuild';

/** Read when this program is built, or tested; by path from here. */
const sources = import.meta.glob<string>(['./page-script/*.ts', '!./page-script/*.test.ts'], {
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

const fromSources: Plugin = {
  name: 'page-script',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /./ }, ({ path, kind }) => ({
      path: kind === 'entry-point' ? path : `./page-script/${path.replace('./', '')}`,
      namespace: 'page-script',
    }));
    onLoad({ filter: /./, namespace: 'page-script' }, ({ path }) => {
      const contents = sources[path];
      return contents === undefined
        ? { errors: [{ text: `${path} is not part of Galley.` }] }
        : { contents, loader: 'ts' };
    });
  },
};
