/**
 * What handlers are given. A handler is a function from a checked call to its result; the areas of the contract each have a
 * file of them, and `handlers.ts` holds all together by type, so that a method without one does not compile.
 */
import type { CheckedArgsOf, MethodName, ResultOf } from '../../shared/contract/methods.ts';
import type { PublishState } from '../publish/types.ts';
import type { HomeStore } from './home/home-store.ts';
import type { Operations } from './operations.ts';
import type { PublishDesk } from './publishing/desk.ts';
import type { SiteSession } from './session/site-session.ts';
import type { StudioOptions, WindowHandle } from './types.ts';

/** The one that called: a window, with what it may reach. */
export interface Caller {
  /** Unique in this process; names the owner of a document. */
  readonly connection: string;
  readonly window: WindowHandle;
  readonly options: StudioOptions;
  readonly home: HomeStore;
  readonly operations: Operations;
  readonly publishing: PublishDesk;
  readonly publishState: PublishState;
  /** @throws StudioError 'no-session' when no site is open in this window */
  session(): SiteSession;
  /** Opens a site in this window, in the place of what was open. @throws StudioError */
  enter(root: string): Promise<SiteSession>;
  /** Lets go of the site: Welcome. */
  leave(): Promise<void>;
  /** Closes a site in every window, so that its folder can be replaced. @returns tells the other windows to open it again */
  release(root: string): Promise<() => void>;
  /** Number of the last event that this window was sent; what is held back is sent first. */
  seq(): number;
}

export type Handler<Name extends MethodName> = (
  caller: Caller,
  args: CheckedArgsOf<Name>,
) => Promise<ResultOf<Name>> | ResultOf<Name>;

export type Handlers = { readonly [Name in MethodName]: Handler<Name> };
/** The handlers of one area. */
export type HandlersOf<Name extends MethodName> = Pick<Handlers, Name>;
