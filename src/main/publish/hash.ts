/** Fingerprints of content, the same as in the engine's outputs list. */
import { createHash, type Hash } from 'node:crypto';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

const DIGITS = 32;
const CHUNK = 1 << 20;

export interface Print {
  hash: string;
  /** Bytes. */
  size: number;
}

/** Feeds a fingerprint piece by piece. */
export class Printer {
  readonly #hash: Hash = createHash('sha256');
  #size = 0;

  add(bytes: Uint8Array): void {
    this.#hash.update(bytes);
    this.#size += bytes.byteLength;
  }

  end(): Print {
    return { hash: this.#hash.digest('hex').slice(0, DIGITS), size: this.#size };
  }
}

export function printOf(bytes: Uint8Array): Print {
  const printer = new Printer();
  printer.add(bytes);
  return printer.end();
}

/** A link is not followed where the system can say so. */
const READ = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0);

/**
 * Reads a file, and no link, piece by piece, so that a film needs no more memory than a page.
 * @param take is given each piece, which is overwritten afterwards
 */
export async function readPieces(path: string, take?: (bytes: Buffer) => Promise<void>): Promise<Print> {
  const file = await open(path, READ);
  try {
    const printer = new Printer();
    const { size } = await file.stat();
    const buffer = Buffer.allocUnsafe(Math.max(1, Math.min(CHUNK, size)));
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length);
      if (bytesRead === 0) return printer.end();
      const piece = buffer.subarray(0, bytesRead);
      printer.add(piece);
      await take?.(piece);
    }
  } finally {
    await file.close();
  }
}

/** Fingerprint of a text that names something: an address, a plan. */
export function nameOf(text: string): string {
  return printOf(Buffer.from(text)).hash;
}
