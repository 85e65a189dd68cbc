import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

type Versions = Readonly<Partial<Record<string, string>>>;

/** What decides the bytes of a variant: the library and the codecs below it. */
const codecs = ['vips', 'webp', 'aom', 'heif', 'mozjpeg', 'png', 'lcms'] as const;

/**
 * The versions of what encodes images ("sharp/0.35.5 vips/8.18.7 …"), read from the packages' own lists: loading the
 * library for its version alone would cost more than planning a small site. Where no list is found, the library says.
 */
export async function encoderVersion(): Promise<string> {
  const versions: Versions = listedVersions() ?? (await import('sharp')).default.versions;
  return ['sharp', ...codecs].map((name) => `${name}/${versions[name] ?? 'none'}`).join(' ');
}

/** The codecs' list lies in the package of libvips, or on Windows in that of sharp's binary. */
function listedVersions(): Versions | null {
  const musl = process.platform === 'linux' && existsSync('/etc/alpine-release') ? 'musl' : '';
  const platform = `${process.platform}${musl}-${process.arch}`;
  for (const folder of createRequire(import.meta.url).resolve.paths('sharp') ?? []) {
    const library = readJson(join(folder, 'sharp', 'package.json'));
    if (library === null) continue;
    const list =
      readJson(join(folder, '@img', `sharp-libvips-${platform}`, 'versions.json')) ??
      readJson(join(folder, '@img', `sharp-${platform}`, 'versions.json'));
    return list === null ? null : ({ ...list, sharp: library.version } as Versions);
  }
  return null;
}

function readJson(path: string): Record<string, unknown> | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw error;
  }
}
