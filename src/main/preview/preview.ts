/**
 * Answers requests to a preview's origin, for both hosts: the site as it would be published, its pages with the text that is typed
 * just now. What STUDIO calls the preview's origin is held here: headers, base path, paths that stay inside, the added script.
 */
import { readFile, stat } from 'node:fs/promises';
import { encodePath } from '../../kernel/url.ts';
import { AFTER_HEADER, textVersionFromHeader } from '../../shared/contract/text-version.ts';
import { contentType } from './content-types.ts';
import { fileResponse } from './files.ts';
import { type ScriptSetting, scriptPath, withScript, wordsPage } from './html.ts';
import { previewHeaders, studioOriginFor } from './policy.ts';
import { nameInOutput, type Resolution, realFolder, resolveRequest } from './resolve.ts';
import { previewScript } from './script.ts';
import type { NumberedPage, PreviewSite } from './types.ts';

export type PreviewHandler = (key: string, request: Request) => Promise<Response>;

/** Longer addresses than any file system has names for. */
const longestPath = 8000;

/**
 * @param sites the open site of a key; null: it was closed, or there never was one
 * @param studioOrigin of the window that frames the previews
 * @param onFailure is told what made a page impossible to show; the page itself says only that it is so
 * @returns a function that never throws; a body may end with an error when its file vanishes
 */
export function createPreview(
  sites: (key: string) => PreviewSite | null,
  studioOrigin: () => string,
  onFailure: (error: unknown) => void = () => {},
): PreviewHandler {
  return async (key, request) => {
    const url = new URL(request.url);
    const studio = studioOriginFor(studioOrigin(), url);
    const site = sites(key);
    if (site === null) return closed(request, previewHeaders(studio, false));
    const visit = new Visit(site, request, url, studio);
    try {
      return await visit.answer();
    } catch (error) {
      onFailure(error);
      return visit.words(
        500,
        'This page cannot be shown just now',
        'Galley could not make it. Load it again, or build.',
      );
    }
  };
}

function closed(request: Request, headers: Record<string, string>): Response {
  const page = wordsPage(
    'This preview is closed',
    'Its site is not open in Galley any more, or this address is an old one.',
  );
  return htmlResponse(request, 404, page, headers);
}

function htmlResponse(request: Request, status: number, html: string, headers: Record<string, string>): Response {
  const bytes = Buffer.from(html);
  return new Response(request.method === 'HEAD' ? null : bytes, {
    status,
    headers: { ...headers, 'Content-Type': 'text/html; charset=utf-8', 'Content-Length': String(bytes.length) },
  });
}

/** "main.e7363aae32.css" */
const fingerprinted = /\.[0-9a-f]{10}\.[a-z0-9]+$/i;
/** By the browser alone, and not for long: a name that only looks like one of ours may get other content. */
const kept = 'private, max-age=600, immutable';

/** One request to one site. */
class Visit {
  readonly #headers: Record<string, string>;

  constructor(
    private readonly site: PreviewSite,
    private readonly request: Request,
    private readonly url: URL,
    private readonly studio: string,
  ) {
    this.#headers = previewHeaders(studio, site.online);
  }

  async answer(): Promise<Response> {
    const { request, url } = this;
    if (request.headers.has('service-worker')) return this.#plain(403, 'A preview keeps no worker.');
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      this.#headers.Allow = 'GET, HEAD';
      return this.#plain(405, 'Pages can only be read here.');
    }
    if (url.pathname.length > longestPath) return this.#plain(414, 'This address is too long.');
    if (url.pathname === scriptPath) return this.#script();
    return (await this.#page()) ?? (await this.#file());
  }

  /** The page as it would be now; null: this is not the address of one. */
  async #page(): Promise<Response | null> {
    const { pathname } = this.url;
    if (!/(\/|\.html?)$/i.test(pathname)) return null;
    const shown = await this.#show(pathname.replace(/(^|\/)index\.html$/, '$1'));
    return shown && this.#html(200, shown.html, shown.url, shown.changes);
  }

  async #file(): Promise<Response> {
    const { pathname, search } = this.url;
    const out = await realFolder(this.site.out);
    const target = pathname + search;
    const found: Resolution =
      out === null ? { kind: 'missing' } : await resolveRequest(target, this.site.basePath, out);
    if (found.kind === 'redirect') return this.#redirect(found.to);
    const file = found.kind === 'file' ? found : await this.#unbuiltFile();
    if (file === null) return this.#elsewhere(out);
    if (!contentType(file.path).startsWith('text/html')) return fileResponse(this.request, file, this.#fileHeaders());
    return this.#html(200, await readFile(file.path, 'utf8'), '');
  }

  /** What has the fingerprint of its content in its name is asked for once: the page is loaded with every key that is typed. */
  #fileHeaders(): Record<string, string> {
    return fingerprinted.test(this.url.pathname) ? { ...this.#headers, 'Cache-Control': kept } : this.#headers;
  }

  /** What an unsaved page asks for, and public/ does not have yet. */
  async #unbuiltFile(): Promise<{ path: string; size: number } | null> {
    const name = nameInOutput(this.url.pathname, this.site.basePath);
    if (name === null || name === '' || name.endsWith('/')) return null;
    const path = await this.site.file(name);
    if (path === null) return null;
    // A source that went away since the last build is missing, and no fault.
    const info = await stat(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
      throw error;
    });
    return info?.isFile() ? { path, size: info.size } : null;
  }

  /** There is no such file: a page asked for without its slash, or nothing. */
  async #elsewhere(out: string | null): Promise<Response> {
    const { pathname, search } = this.url;
    const { basePath } = this.site;
    if (pathname === '/' && basePath !== '/') return this.#redirect(basePath);
    if (!pathname.endsWith('/') && (await this.#show(`${pathname}/`)) !== null)
      return this.#redirect(`${pathname}/${search}`);
    const lost = await this.#show(`${basePath}404.html`);
    if (lost !== null) return this.#html(404, lost.html, '');
    const found = out === null ? null : await resolveRequest(`${basePath}404.html`, basePath, out);
    if (found?.kind === 'file') return this.#html(404, await readFile(found.path, 'utf8'), '');
    if (out === null)
      return this.words(
        404,
        'There is nothing to see yet',
        'The site has not been built. Build it, and its pages are here.',
      );
    return this.words(404, 'There is no page here', 'No page of the site has this address.');
  }

  /** @param pathname as it was asked for; the engine knows pages by the addresses that it gave them */
  async #show(pathname: string): Promise<NumberedPage | null> {
    const { basePath } = this.site;
    const name = nameInOutput(pathname, basePath);
    if (name === null) return null;
    const after = textVersionFromHeader(this.request.headers.get(AFTER_HEADER) ?? '');
    const shown = await this.site.show(basePath + encodePath(name), after);
    return shown?.found ? shown : null;
  }

  async #script(): Promise<Response> {
    const text = Buffer.from(await previewScript());
    return new Response(this.request.method === 'HEAD' ? null : text, {
      headers: {
        ...this.#headers,
        // The same for as long as this preview has its origin.
        'Cache-Control': kept,
        'Content-Type': 'text/javascript; charset=utf-8',
        'Content-Length': String(text.length),
      },
    });
  }

  words(status: number, title: string, text: string): Response {
    return this.#html(status, wordsPage(title, text), '');
  }

  #html(status: number, html: string, page: string, changes = 0): Response {
    const setting: ScriptSetting = {
      preview: `${this.url.protocol}//${this.url.host}`,
      studio: this.studio,
      basePath: this.site.basePath,
      siteUrl: this.site.url,
      page,
      changes,
    };
    return htmlResponse(this.request, status, withScript(html, setting), this.#headers);
  }

  #redirect(to: string): Response {
    // Relative to this origin: "//example.com" would lead away.
    return new Response(null, { status: 302, headers: { ...this.#headers, Location: to.replace(/^\/+/, '/') } });
  }

  #plain(status: number, text: string): Response {
    return new Response(this.request.method === 'HEAD' ? null : `${text}\n`, {
      status,
      headers: { ...this.#headers, 'Content-Type': 'text/plain; charset=utf-8' },
    });
  }
}
