/** A studio of a few lines, and a client that sends exactly what a test says. */
import { request } from 'node:http';
import { WebSocket } from 'ws';
import type { Channel } from '../../../../shared/contract/wire.ts';
import type { Prepared, Studio } from '../../../studio/types.ts';

export interface StandIn extends Studio {
  /** One for each line that is open, in their order. */
  lines: { channel: Channel; site: string | null; heard: string[] }[];
  closed: boolean;
}

/** Answers each message with itself in capitals; a message "throw" throws. */
export function standIn(prepared: Prepared = { title: 'Birds', pages: 3, milliseconds: 420, things: 1 }): StandIn {
  const studio: StandIn = {
    lines: [],
    closed: false,
    connect: (channel, _window, site) => {
      const line = { channel, site, heard: [] as string[] };
      studio.lines.push(line);
      channel.post('hello');
      channel.onMessage((text) => {
        if (text === 'throw') throw new Error('A mistake in a handler.');
        line.heard.push(text);
        channel.post(text.toUpperCase());
      });
      return { root: site, close: () => void studio.lines.splice(studio.lines.indexOf(line), 1) };
    },
    command: () => {},
    preview: async (key, asked) => new Response(`${key} ${asked.method} ${asked.url} ${asked.headers.get('range')}`),
    asset: async (path) => (path === '/galley/picture.txt' ? new Response('picture') : null),
    tour: async () => '/home/tour/site',
    prepare: async () => prepared,
    close: async () => {
      studio.closed = true;
    },
  };
  return studio;
}

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** Sent as it is: `fetch` would tidy the path and choose Host itself. */
export function ask(port: number, path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  const all = { Host: `galley.localhost:${port}`, ...headers };
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, method, headers: all }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        body += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    })
      .on('error', reject)
      .end();
  });
}

export interface Line {
  socket: WebSocket;
  heard: string[];
  /** The close code, or the status with which the line was refused. */
  ended: Promise<number>;
}

export interface LineOptions {
  key: string;
  host?: string;
  origin?: string | null;
  path?: string;
}

export function openLine(port: number, { key, host, origin, path = '/galley/socket' }: LineOptions): Line {
  const name = host ?? `galley.localhost:${port}`;
  const from = origin === undefined ? `http://${name}` : origin;
  const headers = { Host: name, ...(from !== null && { Origin: from }) };
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, ['galley', key], { headers });
  const heard: string[] = [];
  socket.on('message', (data) => heard.push(String(data)));
  const ended = new Promise<number>((resolve) => {
    socket.on('close', resolve);
    socket.on('unexpected-response', (_request, response) => {
      resolve(response.statusCode ?? 0);
      socket.terminate();
    });
    // A line that is cut off says so here, too; `close` follows.
    socket.on('error', () => {});
  });
  return { socket, heard, ended };
}
