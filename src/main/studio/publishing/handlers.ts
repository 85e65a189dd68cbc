import { StudioError } from '../../../shared/contract/wire.ts';
import { hasGit } from '../../publish/git/run.ts';
import { releases } from '../../publish/publish.ts';
import { confirm } from '../../publish/state/confirmed.ts';
import { secretId } from '../../publish/state/state-paths.ts';
import { releaseSummary, targetSummary } from '../../publish/summary.ts';
import { describeTarget } from '../../publish/targets/schema.ts';
import type { Caller, HandlersOf } from '../context.ts';
import { addTarget, removeTarget, targetById, targetsOf } from './targets.ts';

type Names =
  | 'publish.targets'
  | 'publish.add'
  | 'publish.remove'
  | 'publish.secret'
  | 'publish.confirm'
  | 'publish.plan'
  | 'publish.apply'
  | 'publish.releases'
  | 'publish.undo';

/** Where the site is published to, and publishing it. What happens there comes as events. */
export const publishHandlers: HandlersOf<Names> = {
  'publish.targets': async (caller) => {
    const { targets, problems } = await targetsOf(caller.session());
    const listed = await Promise.all(targets.map((target) => targetSummary(target, caller.publishState)));
    for (const { message } of problems) caller.session().notice('warning', message);
    return { targets: listed, git: await hasGit() };
  },

  'publish.add': async (caller, { target: input, secret }) => {
    const state = caller.publishState;
    const target = await addTarget(caller.session(), input, state);
    if (secret !== null) await caller.options.shell.secrets.set(secretId(target), secret);
    return targetSummary(target, state);
  },

  'publish.remove': async (caller, { target }) => {
    await removeTarget(caller.session(), target);
    return null;
  },

  'publish.secret': async (caller, { target: id, secret }) => {
    const { secrets } = caller.options.shell;
    const name = secretId(await targetById(caller.session(), id));
    if (secret === null) await secrets.remove(name);
    else await secrets.set(name, secret);
    return null;
  },

  /** The address that the person read must still be the one that is there. */
  'publish.confirm': async (caller, { target: id, address }) => {
    const target = await targetById(caller.session(), id);
    if (describeTarget(target) !== address)
      throw new StudioError('stale', 'The address has changed meanwhile. Read it once more.');
    await confirm(caller.publishState, target);
    return targetSummary(target, caller.publishState);
  },

  'publish.plan': (caller, { target }) =>
    start(caller, (operation, signal) => {
      const session = caller.session();
      return caller.publishing.plan(session, target, operation, (event) => session.send(event), signal);
    }),

  'publish.apply': (caller, { plan, accept }) =>
    start(caller, (operation, signal) => {
      const session = caller.session();
      return caller.publishing.apply(plan, accept, operation, (event) => session.send(event), signal);
    }),

  'publish.releases': async (caller, { target: id }) => {
    const target = await targetById(caller.session(), id);
    const all = await releases(target, caller.publishState);
    return { releases: all.map(releaseSummary) };
  },

  'publish.undo': (caller, { target }) =>
    start(caller, (operation, signal) => {
      const session = caller.session();
      return caller.publishing.undo(session, target, operation, (event) => session.send(event), signal);
    }),
};

function start(caller: Caller, work: (operation: string, signal: AbortSignal) => Promise<void>): { operation: string } {
  const session = caller.session();
  return { operation: caller.operations.start('publish', (event) => session.send(event), work) };
}
