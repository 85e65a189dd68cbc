/**
 * @param wanted ">=20.19.0", as package.json says it
 * @param own "20.20.1", as process.versions says it
 * @returns the sentence for a person whose Node is too old; null when it will do
 */
export function nodeRefusal(wanted: string, own: string): string | null {
  const least = wanted.replace('>=', '');
  const order = own.localeCompare(least, 'en', { numeric: true });
  return order < 0 ? `Galley needs Node ${least} or newer; this is Node ${own}.` : null;
}
