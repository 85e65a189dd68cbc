/** The preload beside the host's end of the line: the names agree, and the page gets three functions and never an event. */
import { expect, it, vi } from 'vitest';
import { LISTENING, MESSAGE } from './line.ts';
import { page } from './testing/fake-electron.ts';

vi.mock('electron', () => import('./testing/fake-electron.ts'));

interface Host {
  post(text: string): void;
  onMessage(listener: (...args: unknown[]) => void): void;
  pathOf(file: File): string;
}

it('gives the page a line and the path of a dropped folder, and nothing else', async () => {
  await import('../../../preload/index.ts');
  expect(Object.keys(page.exposed)).toEqual(['galleyHost']);
  const host = page.exposed.galleyHost as Host;
  expect(Object.keys(host).sort()).toEqual(['onMessage', 'pathOf', 'post']);
  const heard: unknown[][] = [];
  host.onMessage((...args) => heard.push(args));
  host.post('{"id":0}');
  expect(page.posted).toEqual([[LISTENING], [MESSAGE, '{"id":0}']]);
  page.events.emit(MESSAGE, { sender: 'never seen' }, 'text');
  expect(heard).toEqual([['text']]);
  expect(host.pathOf(new File([], 'birds'))).toBe('/dropped/birds');
});
