/** A studio for tests of the shell: it keeps what it was told, and says what a test wants. */
import type { HostMessage } from '../../../../shared/contract/wire.ts';
import type { Connection, Studio, StudioOptions, WindowHandle } from '../../../studio/types.ts';

export interface Line {
  heard: string[];
  window: WindowHandle;
  site: string | null;
  closed: boolean;
  /** The site that is open in it; a test sets it, as `session.open` would. */
  root: string | null;
  say(message: unknown): void;
}

export interface FakeStudio extends Studio {
  options: StudioOptions;
  lines: Line[];
  commands: { command: string; line: Line | undefined; site: string | undefined }[];
  recents: { root: string; title: string; opened: string; present: boolean }[];
  requests: { key: string; request: Request }[];
  /** How often it was closed; `closing` settles the last one. */
  closings: number;
  closing: { resolve(): void; reject(error: Error): void } | null;
}

export function fakeStudio(options: StudioOptions): FakeStudio {
  const lines: Line[] = [];
  const connections = new Map<Connection, Line>();
  const studio: FakeStudio = {
    options,
    lines,
    commands: [],
    recents: [],
    requests: [],
    closings: 0,
    closing: null,
    connect: (channel, window, site) => {
      const line: Line = {
        heard: [],
        window,
        site,
        closed: false,
        root: null,
        say: (message) => channel.post(JSON.stringify(message)),
      };
      const answer = (id: number): HostMessage => ({
        type: 'reply',
        id,
        result: { recents: studio.recents, starters: [], sitesFolder: '' },
      });
      channel.onMessage((text) => {
        line.heard.push(text);
        if (text.includes('home.read')) line.say(answer((JSON.parse(text) as { id: number }).id));
      });
      lines.push(line);
      const connection: Connection = {
        close: () => {
          line.closed = true;
        },
        get root() {
          return line.root;
        },
      };
      connections.set(connection, line);
      return connection;
    },
    command: (command, connection, site) => {
      studio.commands.push({ command, line: connections.get(connection), site });
    },
    preview: async (key, request) => {
      studio.requests.push({ key, request });
      return new Response('page', { status: request.headers.has('range') ? 206 : 200 });
    },
    asset: async (path) =>
      path === '/galley/starters/journal.webp'
        ? new Response('picture', { headers: { 'content-type': 'image/webp' } })
        : null,
    tour: async () => '/sites/tour',
    prepare: async () => ({ problem: 'not asked here' }),
    close: () =>
      new Promise((resolve, reject) => {
        studio.closings++;
        studio.closing = { resolve, reject };
      }),
  };
  return studio;
}
