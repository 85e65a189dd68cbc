/** The page's HTML on its way to the preview: our script is added, and what we say ourselves is a page too. */

import { createHash } from 'node:crypto';

export interface ScriptSetting {
  /** Origin of this preview and of the window, without a slash at the end. */
  preview: string;
  studio: string;
  basePath: string;
  siteUrl: string;
  /** The page's address as the site has it; "": the browser's. */
  page: string;
  /** The number of the newest change that it shows; 0: unknown. */
  changes: number;
}

/** Outside every site: no page of one begins with two underscores and our name. */
export const scriptPath = '/__galley/preview.js';

/** Adds the script at the end of the body; the rest stays as it is. */
export function withScript(html: string, setting: ScriptSetting): string {
  const end = html.toLowerCase().lastIndexOf('</body>');
  const tag = scriptTag(setting, scriptsMark(html));
  return end < 0 ? html + tag : html.slice(0, end) + tag + html.slice(end);
}

/** The same for pages with the same scripts: only these may take each other's place without being loaded. */
function scriptsMark(html: string): string {
  const scripts = html.match(/<script\b[\s\S]*?<\/script\s*>/gi) ?? [];
  return createHash('sha1').update(scripts.join('\n')).digest('base64url').slice(0, 12);
}

/** The whole address: a page may have a `base`. */
function scriptTag({ preview, studio, basePath, siteUrl, page, changes }: ScriptSetting, scripts: string): string {
  const values = {
    'data-studio': studio,
    'data-base-path': basePath,
    'data-site-url': siteUrl,
    'data-page': page,
    'data-scripts': scripts,
    'data-changes': String(changes),
  };
  const attributes = Object.entries(values).map(([name, value]) => ` ${name}="${escapeHtml(value)}"`);
  return `<script src="${escapeHtml(preview + scriptPath)}"${attributes.join('')}></script>`;
}

/** A calm page of ours, in words. */
export function wordsPage(title: string, text: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>
body { margin: 20vh auto 0; padding: 0 2rem; max-width: 32rem; font: 1rem/1.6 system-ui, sans-serif; text-align: center; }
h1 { font: 600 1.25rem/1.4 system-ui, sans-serif; }
</style>
</head>
<body>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(text)}</p>
</body>
</html>
`;
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => escapes[sign] as string);
}
