import { readFileSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { responsiveImage } from '../../../kernel/assets/responsive.ts';
import { assetsProofs } from '../../../shared/proofs/assets.ts';
import type { ProofSpec } from '../../../shared/proofs/spec.ts';
import { encoderVersion } from './encoder.ts';
import { finishImages } from './finish-images.ts';
import { TestSite } from './testing/test-site.ts';

const examples = join(import.meta.dirname, '../../../../examples/broken');
const images = { widths: [480], formats: ['webp' as const], quality: 75 };
const mine = [
  'style-reference-missing',
  'style-broken',
  'script-broken',
  'script-import-missing',
  'image-unreadable',
  'image-too-large',
  'image-encode-failed',
] as const satisfies (keyof typeof assetsProofs)[];

let site: TestSite;
afterEach(() => site.remove());

describe('examples/broken', () => {
  it.each(mine)('%s shows itself and nothing else', async (code) => {
    site = await TestSite.make();
    const folder = join(examples, code);
    for (const file of await readdir(folder, { recursive: true })) {
      if (!/^(?:assets|content)\//.test(file) || file.endsWith('.md')) continue;
      if ((await stat(join(folder, file))).isFile()) await site.put(file, await readFile(join(folder, file)));
    }
    const prepared = await site.prepare();
    const encoder = encoderVersion();
    const { cacheFolder, run } = site;
    const context = { images, basePath: '/', encoder };
    const requests = prepared.assets.flatMap((asset) => responsiveImage(asset, context).requests);
    const assets = new Map(prepared.assets.map((asset) => [asset.name, asset]));
    const finished = await finishImages({ requests, assets, originals: prepared.originals, cacheFolder, encoder, run });
    const findings = [...prepared.findings, ...finished.findings];
    expect(findings.map((finding) => finding.code)).toEqual([code]);
    const spec: ProofSpec = assetsProofs[code];
    const data = findings[0]?.data ?? {};
    expect(spec.message(data, 1, 1)).not.toMatch(/undefined|NaN/);
    expect(spec.advice(data)).not.toMatch(/undefined|NaN/);
    expect(readFileSync(join(examples, `../../docs/proofs/${code}.md`), 'utf8')).toContain(`# ${spec.title}`);
  });
});
