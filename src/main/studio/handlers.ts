/** Every method of the contract; a missing one does not compile. No prototype: a window can only name what is listed. */
import { StudioError } from '../../shared/contract/wire.ts';
import type { Handlers } from './context.ts';
import { homeHandlers } from './home/handlers.ts';
import { publishHandlers } from './publishing/handlers.ts';
import { sessionHandlers } from './session/handlers.ts';
import { settingsHandlers } from './settings/handlers.ts';
import { documentHandlers } from './writing/handlers.ts';

function notThere(): never {
  throw new StudioError('cannot', 'This part of Galley is not there yet.');
}

const all: Handlers = {
  ...homeHandlers,
  ...sessionHandlers,
  ...documentHandlers,
  ...settingsHandlers,
  ...publishHandlers,
  'proofs.list': (caller, { filter, offset, limit }) => caller.session().proofs.list(filter, offset, limit),
  'proofs.read': (caller, { id }) => caller.session().proofs.read(id, []),
  'proofs.places': (caller, { id, offset, limit }) => caller.session().proofs.places(id, offset, limit),
  'proofs.mute': notThere,
  'proofs.unmute': notThere,
  'fixes.preview': notThere,
  'fixes.apply': notThere,
  'changes.undo': notThere,
};

export const handlers: Handlers = Object.assign(Object.create(null), all);
