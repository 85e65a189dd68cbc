/**
 * The browser host's server, on this computer only: one port for the studio and for every preview, told apart by name. Who asks under
 * another name is sent away; the studio's files hold no secret, its line needs the key.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { contractHash } from '../../../shared/contract/hash.ts';
import { wordsPage } from '../../preview/html.ts';
import type { Studio } from '../../studio/types.ts';
import { readWindowFile } from '../common/window-files.ts';
import { answerFrom } from './developer.ts';
import { handOverPath, isAsked, type RunningHost, readWanted, type Wanted } from './hand-over.ts';
import { send, toRequest } from './http.ts';
import { proofOf } from './key.ts';
import { studioOrigin, visitedBy } from './names.ts';
import { studioHeaders } from './policy.ts';
import { acceptSockets } from './sockets.ts';
import { Tickets } from './tickets.ts';

const loopback = '127.0.0.1';
const studioFiles = '/galley/';
const openPath = '/galley/open/';

export interface ServerOptions {
  studio: Pick<Studio, 'connect' | 'preview' | 'asset' | 'tour'>;
  /** Folder of the window's built files, absolute. */
  renderer: string;
  /** Address of the server that makes the window anew at every change; null: its built files. */
  developer: string | null;
  key: string;
  version: string;
  /** Told of mistakes of ours; the page says only that there was one. */
  onFailure(error: unknown): void;
}

export interface BrowserServer {
  port: number;
  /** Opens the studio as often as one likes: it holds the key. @param site absolute; null: Welcome */
  address(site: string | null): string;
  /** Opens it once, within a minute. */
  ticket(site: string | null): string;
  close(): Promise<void>;
}

/**
 * @param port 0: a free one
 * @throws NodeJS.ErrnoException EADDRINUSE, EACCES
 */
export async function startServer(options: ServerOptions, port: number): Promise<BrowserServer> {
  const desk = new Desk(options);
  const sockets = acceptSockets(options.studio, options.key, options.onFailure);
  const server = createServer((incoming, outgoing) => void desk.serve(incoming, outgoing));
  server.on('upgrade', sockets.upgrade);
  await listen(server, port);
  desk.port = (server.address() as AddressInfo).port;
  return {
    port: desk.port,
    address: (site) => desk.address(site),
    ticket: (site) => desk.ticket(site),
    close: () => {
      sockets.close();
      return close(server);
    },
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, loopback, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** How long the lines have to say goodbye. */
const farewellMs = 100;

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), farewellMs);
  });
}

/** What is asked at the studio's door. */
class Desk {
  port = 0;
  readonly #tickets = new Tickets();
  readonly #headers: Readonly<Record<string, string>>;

  constructor(private readonly options: ServerOptions) {
    this.#headers = studioHeaders(options.developer !== null);
  }

  address(site: string | null): string {
    return studioOrigin(this.port) + this.#entrance(site);
  }

  ticket(site: string | null): string {
    return `${studioOrigin(this.port)}${openPath}${this.#tickets.issue(site)}`;
  }

  #entrance(site: string | null): string {
    return `/#key=${this.options.key}${site === null ? '' : `&site=${encodeURIComponent(site)}`}`;
  }

  async serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    let response: Response;
    try {
      response = await this.#answer(incoming);
    } catch (error) {
      this.options.onFailure(error);
      response = this.#words(500, 'Galley made a mistake', 'Your texts are untouched. Load this page again.');
    }
    await send(outgoing, incoming.method === 'HEAD' ? new Response(null, response) : response);
  }

  async #answer(incoming: IncomingMessage): Promise<Response> {
    const visited = visitedBy(incoming.headers.host);
    if (visited === null)
      return this.#words(
        421,
        'This is not Galley’s address',
        'It answers only to the address that it said when it was started.',
      );
    if (incoming.method !== 'GET' && incoming.method !== 'HEAD')
      return new Response('Pages can only be read here.\n', {
        status: 405,
        headers: { ...this.#headers, Allow: 'GET, HEAD' },
      });
    if (!incoming.url?.startsWith('/') || !URL.canParse(`http://studio${incoming.url}`))
      return this.#words(400, 'This address cannot be read', 'Something in it is not as addresses are written.');
    const request = toRequest(incoming);
    return visited.kind === 'studio' ? this.#studio(request) : this.options.studio.preview(visited.key, request);
  }

  async #studio(request: Request): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === handOverPath) return this.#handOver(request, readWanted(searchParams));
    if (pathname.startsWith(openPath)) return this.#open(pathname.slice(openPath.length));
    const found = pathname.startsWith(studioFiles)
      ? await this.options.studio.asset(pathname)
      : await this.#windowFile(request, pathname);
    if (found === null) return this.#missing(pathname);
    const headers = new Headers(found.headers);
    for (const [name, value] of Object.entries(this.#headers)) {
      if (name !== 'Cache-Control' || !headers.has(name)) headers.set(name, value);
    }
    return new Response(found.body, { status: found.status, headers });
  }

  async #windowFile(request: Request, pathname: string): Promise<Response | null> {
    if (this.options.developer !== null) return answerFrom(this.options.developer, request);
    const file = await readWindowFile(this.options.renderer, pathname);
    if (file === null) return null;
    const kept = file.hashed && pathname.startsWith('/assets/');
    return new Response(file.bytes, {
      headers: {
        'Content-Type': file.type,
        'Content-Length': String(file.bytes.length),
        ...(kept && { 'Cache-Control': 'private, max-age=31536000, immutable' }),
      },
    });
  }

  #missing(pathname: string): Response {
    return pathname === '/'
      ? this.#words(
          404,
          'Galley’s window has not been built',
          'Run “npm run build” in Galley’s folder, then load this page again.',
        )
      : this.#words(404, 'There is nothing here', 'Galley’s window is at the beginning of this address.');
  }

  /** Where a program opened a browser: on to the address with the key, which no command line has seen. */
  #open(ticket: string): Response {
    const taken = this.#tickets.take(ticket);
    if (taken !== null) {
      return new Response(null, { status: 302, headers: { ...this.#headers, Location: this.#entrance(taken.site) } });
    }
    return this.#words(403, 'This address was for one time', 'Open the one that Galley shows where it was started.');
  }

  async #handOver(request: Request, wanted: Wanted): Promise<Response> {
    const nonce = isAsked(request.headers, this.options.key, this.port, Date.now());
    if (nonce === null) return this.#words(403, 'This address is for Galley itself', 'There is nothing to see here.');
    const site = wanted === 'tour' ? await this.options.studio.tour(false) : (wanted?.site ?? null);
    const answer: RunningHost = {
      version: this.options.version,
      contract: contractHash,
      address: this.address(site),
      ticket: this.ticket(site),
      proof: proofOf(this.options.key, `answer ${nonce}`),
    };
    return Response.json(answer, { headers: this.#headers });
  }

  #words(status: number, title: string, text: string): Response {
    const headers = { ...this.#headers, 'Content-Type': 'text/html; charset=utf-8' };
    return new Response(wordsPage(title, text), { status, headers });
  }
}
