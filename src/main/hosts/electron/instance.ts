/** One Galley for each folder of state: two would write the same files. A second start hands over what it was asked to open. */
import { app } from 'electron';
import { type Opening, type Wish, wishSchema } from './opening.ts';

/**
 * After the application's folders are named, since the lock lies in them; before everything that touches a file.
 * @returns false: another Galley runs and has taken over; this one should end
 */
export function setupInstance(wish: Wish, opening: Opening): boolean {
  // Not read from the arguments that the event carries: Chromium reorders those and adds its own.
  if (!app.requestSingleInstanceLock({ wish })) return false;
  app.on('second-instance', (_event, _arguments, _folder, data) => {
    const read = wishSchema.safeParse((data as { wish?: unknown } | null)?.wish);
    opening.ask(read.success ? read.data : { kind: 'nothing' });
  });
  return true;
}
