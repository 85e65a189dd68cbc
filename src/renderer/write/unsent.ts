/** Text that was typed and that the host has not acknowledged, kept in the tab: it outlives a reload. */

function keyOf(root: string, file: string): string {
  return `galley:unsent:${root}:${file}`;
}

export function keepUnsent(root: string, file: string, text: string): void {
  try {
    sessionStorage.setItem(keyOf(root, file), text);
  } catch {
    // The tab's store is full or refused: the text is still in the editor.
  }
}

export function unsentText(root: string, file: string): string | null {
  try {
    return sessionStorage.getItem(keyOf(root, file));
  } catch {
    return null;
  }
}

/** The documents of a site that have such text. */
export function unsentFiles(root: string): string[] {
  const prefix = keyOf(root, '');
  try {
    return Object.keys(sessionStorage).flatMap((key) => (key.startsWith(prefix) ? [key.slice(prefix.length)] : []));
  } catch {
    return [];
  }
}

export function forgetUnsent(root: string, file: string): void {
  try {
    sessionStorage.removeItem(keyOf(root, file));
  } catch {
    // Nothing was kept.
  }
}
