/**
 * Short sentences in the status line, newest last. They go by themselves, later when something can be done about them; what somebody
 * who comes back has to see stays until it is dismissed.
 */
import { type Notice, useStudio } from './store.ts';

const PLAIN = 6000;
const WITH_ACTION = 15_000;
let nextId = 1;

export function notify(notice: Omit<Notice, 'id'>): void {
  const id = nextId++;
  useStudio.setState(({ notices }) => ({ notices: [...keptOf(notices), { ...notice, id }] }));
  if (notice.stays) return;
  setTimeout(() => dismissNotice(id), notice.action || notice.tone === 'warning' ? WITH_ACTION : PLAIN);
}

export function dismissNotice(id: number): void {
  useStudio.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }));
}

/** The last two, and those that stay. */
function keptOf(notices: readonly Notice[]): Notice[] {
  return notices.filter(({ stays }, i) => stays || i >= notices.length - 2);
}
