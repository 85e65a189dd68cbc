const LONGEST = 120;

/** A value as a fingerprint holds it, for reading; null: the fingerprint is only a hash, or there is nothing to show. */
export function readableValue(fingerprint: string | null): string | null {
  if (fingerprint === null || fingerprint.startsWith('#')) return null;
  try {
    return shown(JSON.parse(fingerprint));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** A list by its length; null: the fingerprint does not say. */
export function lengthOf(fingerprint: string | null): number | null {
  if (fingerprint === null || !fingerprint.startsWith('[')) return null;
  const value: unknown = JSON.parse(fingerprint);
  return Array.isArray(value) ? value.length : null;
}

/** One line, shortened. */
export function shown(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value))
    return value.length === 0 ? 'none' : shorten(value.map((item) => shown(item) ?? '…').join(', '));
  if (typeof value === 'object') return shorten(Object.keys(value).join(', '));
  return shorten(String(value));
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST - 1)}…`;
}
