/** An address as its writer wrote it: Markdown turns “pão.md” into “p%C3%A3o.md”. What cannot be read so stays as it is. */
export function readable(address: unknown): string {
  const text = String(address);
  try {
    return decodeURI(text);
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    return text;
  }
}
