/** Between the bytes of a file and the text that is edited: nothing may change on the way there and back. */
import { createHash, webcrypto } from 'node:crypto';

/** Longest text that can be edited, in bytes. */
export const MAX_BYTES = 5 * 1024 * 1024;
/** How much of a longer one is shown. */
const SHOWN_BYTES = 256 * 1024;

type ReadOnlyReason = 'not-utf8' | 'nul' | 'too-large' | 'no-permission' | 'outside' | 'theme';

export interface ReadOnly {
  reason: ReadOnlyReason;
  /** For the writer. */
  message: string;
}

export interface DecodedText {
  /** Without its byte order mark. For what cannot be edited: as well as it can be shown. */
  text: string;
  bom: boolean;
  problem: ReadOnly | null;
}

const BOM = Buffer.from([0xef, 0xbb, 0xbf]);
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lenient = new TextDecoder('utf-8', { ignoreBOM: true });

export function decodeText(bytes: Uint8Array): DecodedText {
  const bom = BOM.equals(bytes.subarray(0, 3));
  const content = bom ? bytes.subarray(3) : bytes;
  if (bytes.length > MAX_BYTES) return { text: lenient.decode(content.subarray(0, SHOWN_BYTES)), bom, problem: large };
  if (content.includes(0)) return { text: lenient.decode(content), bom, problem: nul };
  try {
    return { text: decoder.decode(content), bom, problem: null };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { text: lenient.decode(content), bom, problem: notUtf8 };
  }
}

/** The beginning of a file that is too long to be read whole. */
export function decodeStart(bytes: Uint8Array): DecodedText {
  const { text, bom } = decodeText(bytes.subarray(0, SHOWN_BYTES));
  return { text, bom, problem: large };
}

export function encodeText(text: string, bom: boolean): Uint8Array {
  const bytes = Buffer.from(text, 'utf8');
  return bom ? Buffer.concat([BOM, bytes]) : bytes;
}

/** From this size on, in bytes, work is not done in one go: the program must not pause. */
const LARGE_BYTES = 256 * 1024;

/** As `hashOf`, beside the program where the bytes are many. */
export async function hashLater(bytes: Uint8Array): Promise<string> {
  if (bytes.length < LARGE_BYTES) return hashOf(bytes);
  return Buffer.from(await webcrypto.subtle.digest('SHA-256', bytes)).toString('hex');
}

/** SHA-256, in hexadecimal. */
export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

const large: ReadOnly = {
  reason: 'too-large',
  message:
    'This file is larger than 5 MB. Its beginning is shown here; to change it, use a program made for large files.',
};
const nul: ReadOnly = {
  reason: 'nul',
  message: 'This file holds characters that no text has. It is probably not a text, so it can only be looked at here.',
};
const notUtf8: ReadOnly = {
  reason: 'not-utf8',
  message:
    'This file is not saved as UTF-8, so some letters may look wrong. It can only be looked at here; save it as UTF-8 with the program it comes from to edit it.',
};
