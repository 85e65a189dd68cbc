/** The windows that show one site. */
import type { StudioEvent } from '../../../shared/contract/events.ts';
import type { WindowHandle } from '../types.ts';

export interface Member {
  readonly connection: string;
  readonly window: WindowHandle;
  send(event: StudioEvent): void;
}

export class Members {
  readonly #members = new Map<string, Member>();

  get count(): number {
    return this.#members.size;
  }

  add(member: Member): void {
    this.#members.set(member.connection, member);
  }

  remove(connection: string): void {
    this.#members.delete(connection);
  }

  /** To all. @param make what one of them is told; null: nothing */
  tell(make: (connection: string) => StudioEvent | null): void {
    for (const member of this.#members.values()) {
      const event = make(member.connection);
      if (event !== null) member.send(event);
    }
  }

  send(event: StudioEvent): void {
    this.tell(() => event);
  }

  setTitle(title: string): void {
    for (const { window } of this.#members.values()) window.setTitle(title);
  }

  /** Brings a window to the front that shows the site, if another one than this does. */
  focusOther(connection: string): void {
    for (const member of this.#members.values()) {
      if (member.connection === connection) continue;
      member.window.focus();
      return;
    }
  }
}
