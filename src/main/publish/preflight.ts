/** What is looked at before anything is published: what makes it impossible, and what a person has to agree to. */
import { access, constants } from 'node:fs/promises';
import { dirname, sep } from 'node:path';
import { counted, formatNumber } from '../../shared/numbers.ts';
import { realPathOf } from '../engine/save/out-folder.ts';
import { errorCode } from './file-problem.ts';
import { hasGit, noGit } from './git/run.ts';
import { brokenLinks, planBlockers, questionsOf } from './plan/questions.ts';
import { isConfirmed } from './state/confirmed.ts';
import { describeTarget, type Target } from './targets/schema.ts';
import type { Blocker, Preflight, Publication, PublishPlan, PublishState } from './types.ts';

/**
 * May be asked without a plan, before a target is looked at, and again with it.
 * The question 'confirm-address' is answered by `confirm`, the others by `answers` of `applyPublish`.
 */
export async function preflight(
  target: Target,
  build: Publication,
  state: PublishState,
  plan: PublishPlan | null,
): Promise<Preflight> {
  const blockers = [...buildBlockers(target, build), ...(await machineBlockers(target))];
  const questions = plan === null ? brokenLinks(build) : questionsOf(plan, build);
  if (plan !== null) blockers.push(...planBlockers(plan));
  if (!(await isConfirmed(state, target))) {
    const address = describeTarget(target);
    const message = 'You have not published to this address from this computer yet. Read all of it: is it yours?';
    questions.unshift({ id: 'confirm-address', message, items: [address], agree: 'This is my address', type: null });
  }
  return { blockers, questions };
}

/** What no answer can override. */
export function buildBlockers(target: Target, build: Publication): Blocker[] {
  const blockers: Blocker[] = [];
  const degraded = build.degradedPages.length;
  if (degraded > 0) {
    blockers.push({
      code: 'degraded-pages',
      message: `The design of ${counted(degraded, 'page')} could not be made: ${listed(build.degradedPages)}.`,
      advice: 'Mend what the proofs say about them, build, and publish again.',
    });
  }
  if (build.files.length === 0) {
    const message = 'There is nothing to publish: the site has not been built.';
    blockers.push({ code: 'nothing-built', message, advice: 'Build the site first.' });
  }
  if (target.kind === 'folder') {
    const message = overlap(target.path, build);
    const advice = 'Choose a folder outside of the site, that does not hold it either.';
    if (message !== null) blockers.push({ code: 'target-in-site', message, advice });
  }
  return blockers;
}

async function machineBlockers(target: Target): Promise<Blocker[]> {
  if (target.kind === 'git') {
    if (await hasGit()) return [];
    const { code, message, advice } = noGit();
    return [{ code, message, advice }];
  }
  return folderBlockers(target.path);
}

async function folderBlockers(path: string): Promise<Blocker[]> {
  try {
    await access(path, constants.R_OK | constants.W_OK);
    return [];
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT') return parentBlockers(dirname(path));
    const message = `Galley may not write into ${path}.`;
    return [{ code: 'no-permission', message, advice: 'Give yourself permission there, or choose another folder.' }];
  }
}

async function parentBlockers(parent: string): Promise<Blocker[]> {
  try {
    await access(parent, constants.W_OK);
    return [];
  } catch (error) {
    if (errorCode(error) === 'ENOENT') {
      const advice =
        'If it is on a disk that is not connected, connect it. Else make the folder, or choose another one.';
      return [{ code: 'folder-missing', message: `The folder ${parent} is not there.`, advice }];
    }
    const message = `Galley may not make a folder in ${parent}.`;
    return [{ code: 'no-permission', message, advice: 'Give yourself permission there, or choose another folder.' }];
  }
}

function overlap(path: string, { site, folder }: Publication): string | null {
  const target = realPathOf(path);
  for (const mine of [site.root, folder].map(realPathOf)) {
    if (target === mine) return `${path} is a folder of the site itself.`;
    if (lies(target, mine)) return `${path} lies inside the site.`;
    if (lies(mine, target)) return `${path} holds the site itself.`;
  }
  return null;
}

function lies(path: string, folder: string): boolean {
  return path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

function listed(titles: readonly string[]): string {
  const rest = titles.length - 3;
  return `${titles.slice(0, 3).join(', ')}${rest > 0 ? ` and ${formatNumber(rest)} more` : ''}`;
}
