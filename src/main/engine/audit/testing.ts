/** Mistakes that builds could have made, planted into a site that nobody has open. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashBytes } from '../../../worker/write-output.ts';
import { lookAt } from '../cache/look.ts';
import type { SiteMemory } from '../cache/memory.ts';
import { openMemory } from '../cache/open-memory.ts';
import { OutputsList, outputsPaths, readOutputs } from '../save/outputs.ts';
import { statePaths } from '../state-paths.ts';
import { engineOptions } from '../testing/site-folder.ts';

/** Changes what is remembered. @param root absolute and real */
export async function plantMemory(root: string, change: (memory: SiteMemory) => void): Promise<void> {
  const { memory, log } = await openMemory(statePaths(root).memory, root, engineOptions);
  change(memory);
  await log.write(memory.frames());
}

/** A file of public/ that says something else, and looks as if a build had left it so. */
export async function plantBytes(root: string, output: string, text: string, hash?: string): Promise<void> {
  const out = join(root, 'public');
  const path = join(out, output);
  writeFileSync(path, text);
  const paths = outputsPaths(join(root, '.galley'), root, out);
  const outputs = await readOutputs(paths, out, false);
  const listed = hash ?? outputs.get(output)?.hash ?? null;
  outputs.set(output, { size: Buffer.byteLength(text), hash: listed, signature: lookAt(path) });
  await new OutputsList().save(paths, new Map(), { made: outputs, gone: [] });
}

/** A page or text that is stale, while everything that builds know says that it is right. */
export async function plantStale(root: string, output: string, text: string): Promise<void> {
  const hash = hashBytes(Buffer.from(text));
  await plantBytes(root, output, text, hash);
  await plantMemory(root, (memory) => {
    for (const kind of ['pages', 'texts'] as const) {
      for (const { node } of memory.nodes(kind).values()) if (node.output === output) node.hash = hash;
    }
  });
}
