/** Short sentences in the status line, newest last. They go by themselves, later when something can be done about them. */
import { type Notice, useStudio } from './store.ts';

const PLAIN = 6000;
const WITH_ACTION = 15_000;
let nextId = 1;

export function notify(notice: Omit<Notice, 'id'>): void {
  const id = nextId++;
  useStudio.setState(({ notices }) => ({ notices: [...notices.slice(-2), { ...notice, id }] }));
  setTimeout(() => dismissNotice(id), notice.action || notice.tone === 'warning' ? WITH_ACTION : PLAIN);
}

export function dismissNotice(id: number): void {
  useStudio.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }));
}
