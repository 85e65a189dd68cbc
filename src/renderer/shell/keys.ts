/** Names of keys, as this platform and host show them. */

const mac = /Mac|iPhone|iPad/.test(navigator.platform);

const symbols: Record<string, string> = mac
  ? { mod: '⌘', shift: '⇧', alt: '⌥', enter: '↩' }
  : { mod: 'Ctrl+', shift: 'Shift+', alt: 'Alt+', enter: 'Enter' };

/** @param keys "mod+shift+P" */
export function keyName(keys: string): string {
  return keys
    .split('+')
    .map((key) => symbols[key] ?? key)
    .join('');
}

/** The key that commands are given with: ⌘ on a Mac, Ctrl elsewhere. */
export function isMod(event: { metaKey: boolean; ctrlKey: boolean }): boolean {
  return mac ? event.metaKey : event.ctrlKey;
}
