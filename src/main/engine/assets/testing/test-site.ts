/** Small sites in temporary folders, for the tests of assets. */
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { encodePath } from '../../../../kernel/url.ts';
import { encodeVariant, hashFiles, imageInfo } from '../../../../worker/images.ts';
import { prepareAssets } from '../prepare.ts';
import type { AssetFile, CopiedFile, PreparedAssets, PrepareInput, RunTask } from '../types.ts';

const tasks: Record<string, (message: never) => Promise<unknown>> = { encodeVariant, hashFiles, imageInfo };

export class TestSite {
  readonly assets = new Map<string, AssetFile>();
  readonly copies: CopiedFile[] = [];
  /** Names of the tasks that were run, in order. */
  readonly ran: string[] = [];

  private constructor(readonly root: string) {}

  static async make(files: Record<string, string | Buffer> = {}): Promise<TestSite> {
    const site = new TestSite(await mkdtemp(join(tmpdir(), 'galley-assets-')));
    for (const [source, content] of Object.entries(files)) await site.put(source, content);
    return site;
  }

  get cacheFolder(): string {
    return join(this.root, '.galley/cache/assets');
  }

  /** Files under themes/… do not hide the site's own. */
  async put(source: string, content: string | Buffer): Promise<string> {
    const path = join(this.root, source);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
    const { size: bytes } = await stat(path);
    const name = /(?:^|\/)assets\/(.*)$/.exec(source)?.[1];
    if (name !== undefined) {
      if (source.startsWith('assets/') || !this.assets.has(name)) this.assets.set(name, { name, source, path, bytes });
      return path;
    }
    const output = source.replace(/^(?:content|static)\//, '');
    this.copies.push({ name: source, source, path, bytes, output, url: `/base/${encodePath(output)}` });
    return path;
  }

  readonly run: RunTask = async (task, message) => {
    this.ran.push(task);
    return (tasks[task] as (message: unknown) => Promise<unknown>)(message);
  };

  input(changes: Partial<PrepareInput> = {}): PrepareInput {
    const { cacheFolder, run, copies } = this;
    const statics = copies.map((copy) => copy.output);
    return { assets: [...this.assets.values()], copies, statics, basePath: '/base/', cacheFolder, run, ...changes };
  }

  prepare(changes: Partial<PrepareInput> = {}): Promise<PreparedAssets> {
    return prepareAssets(this.input(changes));
  }

  async remove(): Promise<void> {
    await rm(this.root, { recursive: true, force: true });
  }
}

/** The text of a style sheet or script that was prepared. */
export function textOf(prepared: PreparedAssets, name: string): string {
  const record = prepared.assets.find((asset) => asset.name === name);
  const output = prepared.outputs.get(record?.output ?? '');
  if (output?.from !== 'memory') throw new Error(`${name} was not built`);
  return Buffer.from(output.bytes).toString();
}

/** A picture with some detail in it. */
export function picture(width: number, height: number): Sharp {
  const pixels = Buffer.alloc(width * height * 3);
  for (let i = 0; i < pixels.length; i++) pixels[i] = (i * 7 + ((i / width) | 0) * 3) & 255;
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

/** A PNG that says how large it is and holds nothing: what a decoder finds out only when it decodes. */
export function hollowPng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([1, 0, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.alloc(0))), chunk('IEND')]);
}

function chunk(type: string, data: Buffer = Buffer.alloc(0)): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
