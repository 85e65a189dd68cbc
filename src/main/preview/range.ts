/**
 * One range of bytes, as players of sound and film ask for it.
 * @param header the request's `Range`
 * @returns both ends inclusive; 'impossible': none of it exists (416); null: none was asked for, or in a way that may be ignored
 */
export function readRange(
  header: string | null | undefined,
  size: number,
): { start: number; end: number } | 'impossible' | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return null;
  const start = match[1] === '' ? Math.max(0, size - Number(match[2])) : Number(match[1]);
  const end = match[1] === '' || match[2] === '' ? size - 1 : Math.min(size - 1, Number(match[2]));
  return start > end ? 'impossible' : { start, end };
}
