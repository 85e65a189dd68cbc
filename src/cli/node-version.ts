/**
 * @param wanted ">=20.19.0", as package.json says it
 * @param own "20.20.1", as process.versions says it
 * @returns the sentence for a person whose Node is too old; null when it will do
 */
export function nodeRefusal(wanted: string, own: string): string | null {
  const least = wanted.replace('>=', '');
  return isBefore(own, least) ? `Galley needs Node ${least} or newer; this is Node ${own}.` : null;
}

/** By numbers; a collator takes ten times as long to load as this program does to start. */
function isBefore(a: string, b: string): boolean {
  const [left, right] = [a, b].map((version) => version.split('.').map((part) => Number.parseInt(part, 10)));
  for (let i = 0; i < 3; i++) {
    const difference = (left?.[i] ?? 0) - (right?.[i] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
