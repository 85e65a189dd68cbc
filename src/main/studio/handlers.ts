/** Every method of the contract; a missing one does not compile. No prototype: a window can only name what is listed. */
import type { Caller, Handlers } from './context.ts';
import { homeHandlers } from './home/handlers.ts';
import { proofHandlers } from './proofs/handlers.ts';
import { publishHandlers } from './publishing/handlers.ts';
import { sessionHandlers } from './session/handlers.ts';
import { proofDesk } from './session/proof-desk.ts';
import { settingsHandlers } from './settings/handlers.ts';
import { documentHandlers } from './writing/handlers.ts';

const all: Handlers = {
  ...homeHandlers,
  ...sessionHandlers,
  ...documentHandlers,
  ...settingsHandlers,
  ...publishHandlers,
  ...proofHandlers<Caller>((caller) => proofDesk(caller.session())),
};

export const handlers: Handlers = Object.assign(Object.create(null), all);
