import { defineConfig } from 'electron-vite';

export default defineConfig({
  main: {
    build: {
      // The command line and the browser host run these files on plain Node, not only in Electron.
      target: 'node20.19',
      rolldownOptions: { input: { cli: 'src/cli/index.ts', worker: 'src/worker/index.ts' } },
    },
  },
});
