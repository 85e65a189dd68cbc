import { randomBytes } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, describe, expect, it } from 'vitest';
import { responsiveImage } from '../../../kernel/assets/responsive.ts';
import { variantOutput } from '../../../kernel/assets/variant.ts';
import type { ImageRequest } from '../../../kernel/trace/recorder.ts';
import { encodeVariant } from '../../../worker/images.ts';
import { WorkerLost } from '../pool/runner.ts';
import { encoderVersion } from './encoder.ts';
import { type FinishedImages, finishImages } from './finish-images.ts';
import { hollowPng, picture, TestSite } from './testing/test-site.ts';
import type { OutputSource, PreparedAssets, RunTask } from './types.ts';

let site: TestSite;
afterEach(() => site.remove());

async function finish(
  prepared: PreparedAssets,
  requests: ImageRequest[],
  run: RunTask = site.run,
): Promise<FinishedImages> {
  const assets = new Map(prepared.assets.map((asset) => [asset.name, asset]));
  const { originals } = prepared;
  return finishImages({
    requests,
    assets,
    originals,
    cacheFolder: site.cacheFolder,
    encoder: encoderVersion(),
    run,
  });
}

async function requestsFor(prepared: PreparedAssets, widths: number[]): Promise<ImageRequest[]> {
  const images = { widths, formats: ['webp' as const], quality: 75 };
  const context = { images, basePath: '/base/', encoder: encoderVersion() };
  return prepared.assets.flatMap((asset) => responsiveImage(asset, context).requests);
}

function pathOf(output: OutputSource | undefined): string {
  if (output?.from !== 'file') throw new Error('no file');
  return output.path;
}

describe('finishImages', () => {
  it('encodes each variant once, turned upright, in sRGB, without metadata', async () => {
    const red = { width: 60, height: 30, channels: 3, background: '#ff0000' } as const;
    const photo = await sharp({ create: red })
      .withIccProfile('p3')
      .withExif({ IFD0: { Artist: 'Ana' } })
      .jpeg()
      .toBuffer();
    const turned = await sharp(photo).keepMetadata().withMetadata({ orientation: 6, icc: 'p3' }).toBuffer();
    site = await TestSite.make({ 'content/t/turned.jpg': turned });
    const prepared = await site.prepare();
    const requests = await requestsFor(prepared, [10, 20]);
    const finished = await finish(prepared, [...requests, ...requests]);
    expect(finished).toMatchObject({ findings: [], encoded: 2, reused: 0 });
    expect([...finished.outputs.keys()]).toEqual(requests.map((request) => request.output).sort());
    const file = pathOf(finished.outputs.get(requests[0]?.output ?? ''));
    const metadata = await sharp(file).metadata();
    expect(metadata).toMatchObject({ format: 'webp', width: 10, height: 20 });
    expect([metadata.exif, metadata.icc, metadata.orientation]).toEqual([undefined, undefined, undefined]);
    const [r, g, b] = await sharp(file).raw().toBuffer();
    expect(r).toBeGreaterThan(245);
    expect(Math.max(g ?? 255, b ?? 255)).toBeLessThan(20);
  });

  it('takes from earlier builds what is there, and gives the same bytes again', async () => {
    site = await TestSite.make({ 'content/t/a.png': await picture(50, 50).png().toBuffer() });
    const prepared = await site.prepare();
    const requests = await requestsFor(prepared, [20, 40]);
    const first = await finish(prepared, requests);
    const bytes = await readFile(pathOf(first.outputs.get(requests[0]?.output ?? '')));
    expect(await finish(prepared, requests)).toEqual({ ...first, encoded: 0, reused: 2 });
    const damaged = Uint8Array.from(bytes, (byte, i) => (i === 30 ? byte ^ 1 : byte));
    for (const content of ['', damaged]) {
      await writeFile(pathOf(first.outputs.get(requests[0]?.output ?? '')), content);
      expect(await finish(prepared, requests)).toMatchObject({ encoded: 1, reused: 1 });
      expect(await readFile(pathOf(first.outputs.get(requests[0]?.output ?? '')))).toEqual(bytes);
    }
    const left = await readdir(site.cacheFolder, { recursive: true });
    expect(left.filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('never enlarges', async () => {
    site = await TestSite.make({ 'content/t/a.png': await picture(50, 50).png().toBuffer() });
    const path = join(site.root, 'content/t/a.png');
    const [asset] = (await site.prepare()).assets;
    const job = { source: path, sourceHash: asset?.hash ?? '', width: 90, format: 'jpeg' as const, quality: 80 };
    const cachePath = join(site.cacheFolder, 'x.jpg');
    expect(await encodeVariant({ ...job, cachePath })).toMatchObject({ reused: false });
    expect(await sharp(cachePath).metadata()).toMatchObject({ width: 50 });
  });

  it('says the same of the same damage, whatever else is encoded meanwhile', async () => {
    const whole = await sharp(randomBytes(200 * 150 * 3), { raw: { width: 200, height: 150, channels: 3 } })
      .jpeg()
      .toBuffer();
    const cuts = [0.3, 0.4, 0.5, 0.6, 0.7, 0.8].map((part, i) => [
      `content/t/${i}.jpg`,
      whole.subarray(0, whole.length * part),
    ]);
    site = await TestSite.make(Object.fromEntries(cuts));
    const prepared = await site.prepare();
    const requests = await requestsFor(prepared, [16, 24, 32, 48, 64, 96]);
    const { findings } = await finish(prepared, requests);
    expect(findings).toHaveLength(36);
    expect(new Set(findings.map(({ detail }) => detail?.replace(/^[^:]*: /, '')))).toEqual(new Set(['it is damaged']));
  });

  it('shows the original of a damaged picture, and says so', async () => {
    const whole = await picture(64, 64).png().toBuffer();
    site = await TestSite.make({
      'content/t/cut.png': whole.subarray(0, 300),
      'content/t/hollow.png': hollowPng(64, 64),
    });
    const prepared = await site.prepare();
    expect(prepared.findings).toEqual([]);
    const requests = await requestsFor(prepared, [20]);
    const finished = await finish(prepared, requests);
    expect(finished.encoded).toBe(0);
    expect(finished.findings.map((f) => [f.code, f.file]).sort()).toEqual([
      ['image-encode-failed', 'content/t/cut.png'],
      ['image-encode-failed', 'content/t/hollow.png'],
    ]);
    for (const request of requests) {
      expect(pathOf(finished.outputs.get(request.output))).toBe(prepared.originals.get(request.asset));
    }
  });

  it('does not keep a variant of a picture that changed meanwhile', async () => {
    site = await TestSite.make({ 'content/t/a.png': await picture(50, 50).png().toBuffer() });
    const prepared = await site.prepare();
    await site.put('content/t/a.png', await picture(51, 50).png().toBuffer());
    const { findings } = await finish(prepared, await requestsFor(prepared, [20]));
    expect(findings).toMatchObject([{ code: 'image-encode-failed', detail: expect.stringContaining('changed') }]);
    expect(await readdir(site.cacheFolder)).not.toContain('variants');
  });

  it('survives a worker that dies, and a picture that has gone', async () => {
    site = await TestSite.make({ 'content/t/a.png': await picture(50, 50).png().toBuffer() });
    const prepared = await site.prepare();
    const requests = await requestsFor(prepared, [20]);
    const output = variantOutput('abc', 'gone.png', 20, 'webp', 75, 'e');
    const gone: ImageRequest = { asset: 'gone.png', width: 20, format: 'webp', quality: 75, output };
    let deaths = 0;
    const dying: RunTask = async () => {
      deaths++;
      throw new WorkerLost('gone');
    };
    const finished = await finish(prepared, [...requests, gone], dying);
    expect(deaths).toBe(2);
    expect(finished.findings.map((f) => f.data.file).sort()).toEqual(['content/t/a.png', 'gone.png']);
    expect([...finished.outputs.keys()]).toEqual([requests[0]?.output]);
  });

  it('ends the build when the disk refuses, and when it is called off', async () => {
    site = await TestSite.make({ 'content/t/a.png': await picture(50, 50).png().toBuffer() });
    const prepared = await site.prepare();
    const requests = await requestsFor(prepared, [20]);
    const full: RunTask = async () => ({ problem: 'write', message: 'no space', code: 'ENOSPC' });
    await expect(finish(prepared, requests, full)).rejects.toMatchObject({ name: 'CannotBuild' });
    const input = { requests, assets: new Map(), originals: new Map(), cacheFolder: site.cacheFolder, encoder: 'e' };
    await expect(finishImages({ ...input, run: full, signal: AbortSignal.abort() })).rejects.toThrow(/abort/i);
  });
});

describe('encoderVersion', () => {
  it('says without loading the library what the library would say', async () => {
    site = await TestSite.make();
    const version = encoderVersion();
    for (const name of ['sharp', 'vips', 'webp', 'aom'] as const)
      expect(version).toContain(`${name}/${sharp.versions[name]}`);
    expect(version).not.toContain('none');
  });
});
