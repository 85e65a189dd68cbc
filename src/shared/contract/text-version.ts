/** A request for a page may name a text that the page is to show. Apart from the rest, since the script in a previewed page holds it. */

/** A text as an edit makes it. */
export interface TextVersion {
  file: string;
  version: number;
}

/** Of a request for a page. */
export const AFTER_HEADER = 'galley-after';

/** Headers hold only Latin letters. */
export function textVersionToHeader({ file, version }: TextVersion): string {
  return `${version} ${encodeURIComponent(file)}`;
}

/** @returns null: it is none */
export function textVersionFromHeader(header: string): TextVersion | null {
  const match = /^(\d{1,15}) (\S{1,9000})$/.exec(header);
  if (match === null) return null;
  try {
    return { version: Number(match[1]), file: decodeURIComponent(match[2] as string) };
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}
