/** How a window reaches its host: over Electron's bridge where there is one, else over a WebSocket on its own origin. */

export interface Transport {
  post(text: string): void;
  close(): void;
}

export interface TransportEvents {
  onOpen(): void;
  onMessage(text: string): void;
  /** `refused`: the key is missing or wrong, and trying again would not help. */
  onClose(refused: boolean): void;
}

/** What the preload puts on the window. */
export interface Bridge {
  post(text: string): void;
  onMessage(listener: (text: string) => void): void;
  /** The path of a file or folder that was dropped. */
  pathOf?(file: File): string;
}

declare global {
  interface Window {
    galleyHost?: Bridge;
  }
}

/** Close code with which the browser host says that the key is missing or wrong. */
const REFUSED = 4403;

/** What the address of this tab says: the key, and the site to open. A fragment is never sent to a server. */
export function readFragment(hash: string): { key: string; site: string | null } {
  const values = new URLSearchParams(hash.replace(/^#/, ''));
  return { key: values.get('key') ?? '', site: values.get('site') };
}

export function openTransport(events: TransportEvents): Transport {
  const bridge = window.galleyHost;
  return bridge === undefined ? overSocket(events) : overBridge(bridge, events);
}

let bridgeListener: ((text: string) => void) | null = null;

function overBridge(bridge: Bridge, events: TransportEvents): Transport {
  if (bridgeListener === null) bridge.onMessage((text) => bridgeListener?.(text));
  bridgeListener = events.onMessage;
  queueMicrotask(events.onOpen);
  return { post: (text) => bridge.post(text), close: () => {} };
}

/** Opened before anybody listens, with what it said meanwhile and the code with which it ended. */
interface Begun {
  socket: WebSocket;
  texts: string[];
  closed: number | null;
}
let begun: Begun | null = null;

/** To be called as soon as the window can: a host that is told of a site begins to open it. */
export function beginTransport(): void {
  if (window.galleyHost !== undefined) return;
  const early: Begun = { socket: openSocket(), texts: [], closed: null };
  early.socket.onmessage = ({ data }) => early.texts.push(String(data));
  early.socket.onclose = ({ code }) => {
    early.closed = code;
  };
  begun = early;
}

function overSocket(events: TransportEvents): Transport {
  const early = begun;
  begun = null;
  const socket = early?.socket ?? openSocket();
  socket.onopen = () => events.onOpen();
  socket.onmessage = ({ data }) => events.onMessage(String(data));
  socket.onclose = ({ code }) => events.onClose(code === REFUSED);
  // After the caller has what it posts by.
  if (early !== null) queueMicrotask(() => catchUp(early, events));
  return { post: (text) => socket.send(text), close: () => socket.close() };
}

function catchUp({ socket, texts, closed }: Begun, events: TransportEvents): void {
  if (socket.readyState === WebSocket.OPEN) events.onOpen();
  for (const text of texts) events.onMessage(text);
  if (closed !== null) events.onClose(closed === REFUSED);
}

function openSocket(): WebSocket {
  const { key, site } = readFragment(window.location.hash);
  const query = site === null ? '' : `?site=${encodeURIComponent(site)}`;
  // A key of another form could not be a subprotocol; the host refuses this one as it would refuse any wrong one.
  const offered = /^[\w-]+$/.test(key) ? key : 'none';
  return new WebSocket(`ws://${window.location.host}/galley/socket${query}`, ['galley', offered]);
}
