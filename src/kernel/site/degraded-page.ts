import type { PageRecord } from '../../shared/snapshot.ts';
import { escapeHtml } from './markup.ts';

const style =
  'body{max-width:42rem;margin:2rem auto;padding:0 1rem;font:1rem/1.6 system-ui,sans-serif;color:#222;background:#fff}' +
  'img{max-width:100%;height:auto}pre{overflow:auto}' +
  '.galley-notice{border:2px solid #b3261e;border-radius:.5rem;padding:.75rem 1rem;margin-bottom:2rem;background:#fdecea;color:#410e0b}';

/**
 * A page whose design failed: its title and text in a frame of its own, marked as what it is. Needs no other file.
 * @param content HTML of its text
 */
export function degradedPage(page: Pick<PageRecord, 'title' | 'language'>, content: string): string {
  const title = escapeHtml(page.title === '' ? 'Untitled' : page.title);
  return `<!doctype html>
<html lang="${escapeHtml(page.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="galley" content="degraded">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<div class="galley-notice" role="note" lang="en"><strong>The design of this page could not be made.</strong> Here is its text without it, so that nothing is lost. Galley says what went wrong, and where. This page will not be published like this.</div>
<main>
<h1>${title}</h1>
${content}
</main>
</body>
</html>
`;
}

/** How every degraded page begins: no template that works has a reason to write exactly this. */
const frame =
  /^<!doctype html>\n<html lang="[^"]*">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="robots" content="noindex">\n<meta name="galley" content="degraded">\n/;

/** Bytes of a page that are enough to tell: a language tag has a few letters. */
const FRAME_BYTES = 1_024;

/** Whether a page that was written is a degraded one. */
export function isDegradedPage(page: Uint8Array): boolean {
  const start = Buffer.from(page.buffer, page.byteOffset, Math.min(page.byteLength, FRAME_BYTES));
  return frame.test(start.toString('latin1'));
}
