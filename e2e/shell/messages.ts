/** What the built main process and the test that shows its windows say to each other, over Node's own line to a child. */

export type FromShell =
  | { type: 'load'; window: number; url: string; preload: string }
  | { type: 'send'; window: number; text: string }
  | { type: 'reload' | 'destroy' | 'show'; window: number }
  | { type: 'external'; url: string }
  | { type: 'answer'; id: number; answer: unknown };

/** Addresses of a frame, of its parent, and so on to the window. */
export type FrameChain = [string, ...string[]];

export type ToShell =
  | { type: 'speak'; window: number; channel: string; data: unknown; frames: FrameChain }
  | { type: 'ready' | 'close' | 'focus'; window: number }
  | { type: 'quit' }
  | { type: 'raise'; name: string; args: unknown[] }
  /** What the folder dialog answers from now on; null: it is closed. */
  | { type: 'folder'; path: string | null }
  | ({ id: number } & Question);

/** What is answered, with the `id` of the question. */
export type Question =
  | { type: 'request'; url: string; method: string; headers: Record<string, string> }
  | { type: 'navigate'; window: number; url: string; frames: FrameChain }
  | { type: 'open'; window: number; url: string }
  /** Chooses a line of the menu by its labels. */
  | { type: 'menu'; labels: string[] };

export interface ShellResponse {
  status: number;
  headers: [string, string][];
  /** Base64. */
  body: string;
}
