/** One page as it would be, for the preview: rendered from an index with unsaved texts laid over it. Nothing is written. */
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { parseDocument } from '../kernel/markdown/parse-document.ts';
import { Marker } from '../kernel/marks/marker.ts';
import { looksMarked, markedPage, trustedPage } from '../kernel/marks/marks.ts';
import { placeTokens } from '../kernel/marks/place-tokens.ts';
import { OPEN } from '../kernel/marks/tokens.ts';
import { type IndexOverlay, overlayIndex } from '../kernel/site/overlay-index.ts';
import { pagePath } from '../kernel/site/page-view.ts';
import { type RenderedPage, renderPage } from '../kernel/site/render-page.ts';
import type { MarkSource, ShowResult, ShowTask, SiteRef } from '../kernel/tasks.ts';
import { forgetVersions, isLoaded, type LoadedSite, loadSite } from './loaded-site.ts';

/** The last build's version, and two with texts that change more than their own page. */
const KEPT = 3;

/** Decodes the index of a new build before the first page of it is asked for. What was shown by builds before it goes first. */
export function openIndex(site: SiteRef): undefined {
  if (!isLoaded(site)) forgetVersions(site);
  loadSite(site, KEPT);
}

export function showPage(task: ShowTask): ShowResult {
  const site = loadSite(task.site, KEPT);
  return (task.trusting ? showTrusted(site, task) : null) ?? showChecked(site, task);
}

function showChecked(site: LoadedSite, task: ShowTask): ShowResult {
  const started = performance.now();
  const rendered = render(site, task, task.overlay, task.bodies, null, 'none');
  const milliseconds = performance.now() - started;
  const html = task.marks ? withMarks(site, task, rendered) : rendered.html;
  return resultOf({ ...rendered, html }, false, milliseconds);
}

/** What was shown with all its marks last, and is the same page without them; null: that did not get all. */
let agreed: string | null = null;

/** All that a page is made of but its texts. */
function designOf({ site, page, overlay }: ShowTask): string {
  return JSON.stringify([site.site, site.version, page, overlay.templates, overlay.data]);
}

/** null: nobody knows whether marks would leave the page what it is. */
function showTrusted(site: LoadedSite, task: ShowTask): ShowResult | null {
  const { document } = task;
  if (document === null || document.text === null || agreed !== designOf(task)) return null;
  const { text, marked: body } = document;
  if (body === null || text.includes(OPEN) || looksMarked(text)) return null;
  const started = performance.now();
  const marked = renderMarked(site, task, body, 'values');
  return resultOf({ ...marked, html: trustedPage(marked.html) }, true, performance.now() - started);
}

function resultOf(rendered: RenderedPage, trusted: boolean, milliseconds: number): ShowResult {
  const { html, degraded, template, findings, trace } = rendered;
  return { html, degraded, template, findings, requests: trace.requests, trusted, milliseconds };
}

/**
 * How much a render says about where things come from: each tag and each value that the templates print; the missing values alone; or
 * nothing.
 */
type Marking = 'values' | 'missing' | 'none';

/** Each render has an index and templates of its own, so that what one makes of an unsaved text reaches no other. */
function render(
  site: LoadedSite,
  task: ShowTask,
  overlay: IndexOverlay,
  more: readonly Uint8Array[],
  marker: Marker | null,
  marking: Marking,
): RenderedPage {
  const bodies = [...site.bodies, ...more];
  const bodyAt = (buffer: number): Uint8Array => bodies[buffer] as Uint8Array;
  const index = overlayIndex(site.index, overlay, bodyAt, marking === 'values');
  return renderPage(index, index.templates, task.page, marker);
}

/** As many marks as leave the page what it is: a template that counts or cuts the text's characters would make another of it. */
function withMarks(site: LoadedSite, task: ShowTask, plain: RenderedPage): string {
  const hasMissing = plain.findings.some(({ code }) => code === 'undefined-value' || code === 'empty-value');
  const body = task.document === null ? null : markedBody(task.document);
  const attempts: { body: Uint8Array | null; marking: Marking }[] = [{ body, marking: 'values' }];
  if (body !== null && hasMissing) attempts.push({ body, marking: 'missing' });
  if (body !== null) attempts.push({ body, marking: 'none' }, { body: null, marking: 'values' });
  if (hasMissing) attempts.push({ body: null, marking: 'missing' });
  agreed = null;
  for (const attempt of attempts) {
    const marked = renderMarked(site, task, attempt.body, attempt.marking);
    const html = markedPage(plain.html, marked.html);
    if (html === null) continue;
    const all = attempt === attempts[0] && html === trustedPage(marked.html);
    if (all && isDeepStrictEqual(plain.findings, marked.findings)) agreed = designOf(task);
    return html;
  }
  return markedPage(plain.html, null) ?? plain.html;
}

function renderMarked(site: LoadedSite, task: ShowTask, body: Uint8Array | null, marking: Marking): RenderedPage {
  const bodies = body === null ? task.bodies : [...task.bodies, body];
  const overlay = body === null ? task.overlay : withBody(site, task, body);
  const marker = marking === 'none' ? null : new Marker(pagePath);
  const rendered = render(site, task, overlay, bodies, marker, marking);
  return marker === null ? rendered : { ...rendered, html: placeTokens(rendered.html, marker.printed) };
}

/** The overlay in which the page's text is the one with marks. */
function withBody(site: LoadedSite, task: ShowTask, marked: Uint8Array): IndexOverlay {
  const { records } = task.overlay;
  const known = records.find(({ page }) => page === task.page)?.patch;
  const { title, description, summary, words, params, body } = known ?? site.index.record(task.page);
  const buffer = site.bodies.length + task.bodies.length;
  const ref = { buffer, offset: 0, length: marked.byteLength, hash: `${body?.hash ?? ''} marked` };
  const patch = { title, description, summary, words, params, body: ref };
  return {
    ...task.overlay,
    records: [...records.filter(({ page }) => page !== task.page), { page: task.page, patch }],
  };
}

/** null: there is none. A document that was saved since the index was made gives a text that does not fit, which shows. */
function markedBody({ source, path, text, marked, language, markdown }: MarkSource): Uint8Array | null {
  if (text !== null) return marked;
  try {
    return parseDocument(readFileSync(path), source, language, markdown, true).markedBody;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return null;
  }
}
