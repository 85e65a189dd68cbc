/**
 * Chromium outside of Electron does not know our two schemes: in it the window and the previews are shown under names of their own
 * that nobody else has, with the same rules of origin between them.
 */

const appHost = 'studio.galley.test';
const previewHost = 'preview.galley.test';

/** Every address of ours in a text, as Chromium shall see it. */
export function toWeb(text: string): string {
  return text
    .replace(/galley-app:\/\/studio\b/g, `https://${appHost}`)
    .replace(/galley-preview:\/\/([0-9a-f]{32})\.site\b/g, `https://$1.${previewHost}`)
    .replace(/\bframe-src galley-preview:(?!\/)/g, `frame-src https://*.${previewHost}`);
}

/** The way back. */
export function toShell(text: string): string {
  return text
    .replace(/https:\/\/studio\.galley\.test\b/g, 'galley-app://studio')
    .replace(/https:\/\/([0-9a-f]{32})\.preview\.galley\.test\b/g, 'galley-preview://$1.site');
}

/** Addresses that the main process answers for. */
export function isOurs(url: string): boolean {
  return /^galley-(app|preview):/.test(toShell(url));
}
