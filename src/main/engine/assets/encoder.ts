import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { packageFile } from './packages.ts';

type Versions = Readonly<Partial<Record<string, string>>>;

/** What decides the bytes of a variant: the library and the codecs below it. */
const codecs = ['vips', 'webp', 'aom', 'heif', 'mozjpeg', 'png', 'lcms'] as const;

/**
 * The versions of what encodes images ("sharp/0.35.5 vips/8.18.7 …"), read from the packages' own lists: loading the
 * library for its version alone would cost more than planning a small site. Where no list is found, the library says.
 */
export function encoderVersion(): string {
  const versions: Versions = listedVersions() ?? loadedVersions();
  return ['sharp', ...codecs].map((name) => `${name}/${versions[name] ?? 'none'}`).join(' ');
}

/** The codecs' list lies in the package of libvips, or on Windows in that of sharp's binary. */
function listedVersions(): Versions | null {
  const musl = process.platform === 'linux' && existsSync('/etc/alpine-release') ? 'musl' : '';
  const platform = `${process.platform}${musl}-${process.arch}`;
  const list =
    packageFile(`@img/sharp-libvips-${platform}`, 'versions.json') ??
    packageFile(`@img/sharp-${platform}`, 'versions.json');
  const version = packageFile('sharp')?.version;
  return list === null || typeof version !== 'string' ? null : { ...(list as Versions), sharp: version };
}

function loadedVersions(): Versions {
  const { versions } = createRequire(import.meta.url)('sharp') as typeof import('sharp')['default'];
  return versions;
}
