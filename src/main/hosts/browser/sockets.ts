/** Lines to tabs: a WebSocket that showed the key becomes the contract's channel. */
import type { IncomingMessage } from 'node:http';
import { isAbsolute } from 'node:path';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { type Channel, MAX_MESSAGE } from '../../../shared/contract/wire.ts';
import type { Connection, Studio, WindowHandle } from '../../studio/types.ts';
import { isSame } from './key.ts';
import { isOwnOrigin, visitedBy } from './names.ts';

const socketPath = '/galley/socket';
const protocol = 'galley';

/** Codes of a line's end: the tab tells by the first that trying again is of no use. */
const closeCodes = { wrongKey: 4403, tooSlow: 1013, notText: 1003, mistake: 1011, goingAway: 1001 } as const;

/** What may wait for a tab that does not read, in bytes. */
const mostWaiting = 64 * 1024 * 1024;
/** A line that says nothing for twice as long is dead: a tunnel that broke does not say so. */
const pulseMs = 30_000;

// A browser gives a page no way to come to the front by itself, and a tab writes its own title.
const tab: WindowHandle = { focus: () => {}, setTitle: () => {} };

export interface Sockets {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): void;
}

export function acceptSockets(
  studio: Pick<Studio, 'connect'>,
  key: string,
  onFailure: (error: unknown) => void,
): Sockets {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has(protocol) ? protocol : false),
  });
  const pulse = setInterval(() => server.clients.forEach(feel), pulseMs);
  pulse.unref();
  const welcome = (line: WebSocket, request: IncomingMessage): void => {
    line.on('error', () => line.terminate());
    const [, offered = ''] = protocolsOf(request);
    if (!isSame(offered, key)) line.close(closeCodes.wrongKey, 'The key is missing or wrong.');
    else connect(studio, line, siteOf(request), onFailure);
  };
  return {
    upgrade: (request, socket, head) => {
      socket.on('error', () => socket.destroy());
      const refusal = refusalOf(request);
      if (refusal === null) server.handleUpgrade(request, socket, head, welcome);
      else socket.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    },
    close: () => {
      clearInterval(pulse);
      for (const line of server.clients) line.close(closeCodes.goingAway);
      server.close();
    },
  };
}

/** Before anything is accepted: only a page of the studio's own address may ask. */
function refusalOf(request: IncomingMessage): string | null {
  const { host, origin } = request.headers;
  if (visitedBy(host)?.kind !== 'studio') return '421 Misdirected Request';
  if (!isOwnOrigin(origin, host)) return '403 Forbidden';
  return addressOf(request)?.pathname === socketPath ? null : '404 Not Found';
}

function addressOf(request: IncomingMessage): URL | null {
  const url = `http://studio${request.url}`;
  return request.url?.startsWith('/') && URL.canParse(url) ? new URL(url) : null;
}

function protocolsOf(request: IncomingMessage): string[] {
  return (request.headers['sec-websocket-protocol'] ?? '').split(',').map((one) => one.trim());
}

/** The site that the tab was opened for. */
function siteOf(request: IncomingMessage): string | null {
  const site = addressOf(request)?.searchParams.get('site') ?? null;
  return site !== null && isAbsolute(site) && site.length <= 4000 && !site.includes('\0') ? site : null;
}

function connect(
  studio: Pick<Studio, 'connect'>,
  line: WebSocket,
  site: string | null,
  onFailure: (error: unknown) => void,
): void {
  const guarded = <Result>(work: () => Result): Result | undefined => {
    try {
      return work();
    } catch (error) {
      onFailure(error);
      line.close(closeCodes.mistake);
      return undefined;
    }
  };
  const channel: Channel = {
    post: (text) => post(line, text),
    onMessage: (listener) => {
      line.on('message', (data: RawData, binary: boolean) => {
        if (binary) line.close(closeCodes.notText);
        else guarded(() => listener(String(data)));
      });
    },
  };
  line.on('pong', () => alive.add(line));
  alive.add(line);
  const connection: Connection | undefined = guarded(() => studio.connect(channel, tab, site));
  line.on('close', () => guarded(() => connection?.close()));
}

function post(line: WebSocket, text: string): void {
  if (line.readyState !== line.OPEN) return;
  if (line.bufferedAmount > mostWaiting) line.close(closeCodes.tooSlow);
  else line.send(text);
}

/** Lines that answered since they were last felt. */
const alive = new WeakSet<WebSocket>();

function feel(line: WebSocket): void {
  if (!alive.delete(line)) line.terminate();
  else line.ping();
}
