/** Builds a site and puts it where readers find it; says before what would change, and takes it back. */
import { join } from 'node:path';
import type { Site } from '../../main/engine/types.ts';
import { planBlockers, questionsOf } from '../../main/publish/plan/questions.ts';
import { preflight } from '../../main/publish/preflight.ts';
import { publicationOf } from '../../main/publish/publication.ts';
import { applyPublish, planPublish, planUndo, releases } from '../../main/publish/publish.ts';
import { nameOfTarget, publishStory, releaseSummary, targetSummary } from '../../main/publish/summary.ts';
import { describeTarget } from '../../main/publish/targets/schema.ts';
import type { Blocker, Preflight, Publication, PublishPlan, PublishState } from '../../main/publish/types.ts';
import type { BuildReport } from '../../shared/report.ts';
import { type Options, UsageError } from '../args.ts';
import { openNamedSite, printReport, runBuild } from '../building.ts';
import { Refusal } from '../failure.ts';
import { homeFolder } from '../home.ts';
import { exitCodes, type Host } from '../host.ts';
import { agree, agreeToAddress } from '../publish/agree.ts';
import { placeOf } from '../publish/place.ts';
import { releasesText, storyText } from '../publish/story.ts';
import { type Task, tell, working } from '../publish/task.ts';
import { colorsFor } from '../terminal/colors.ts';
import { printable } from '../terminal/text.ts';
import { exitCodeOf } from '../terminal/verdict.ts';

export async function publish(words: readonly string[], options: Options, host: Host): Promise<number> {
  if (options.undo && options.list) throw new UsageError('--undo and --list cannot both be had.');
  const site = await openNamedSite(words, host);
  const stopping = new AbortController();
  const unlisten = host.onStop(() => stopping.abort());
  try {
    const warn = (problem: string): unknown => host.err.write(`${printable(problem)}\n`);
    const target = await placeOf(site, options.to, warn);
    const ask = options.json ? null : host.ask;
    const task: Task = { target, state: stateOf(host), options, host, ask, signal: stopping.signal };
    if (options.list) return await list(task);
    return await (options.undo ? takeBack(task) : send(task, site));
  } catch (error) {
    if (stopping.signal.aborted && error instanceof Error && error.name === 'AbortError') throw stopped();
    throw error;
  } finally {
    unlisten();
    await site.close();
  }
}

/** The records are the studio's. The token is for whatever place is published to: its address was agreed to. */
function stateOf(host: Host): PublishState {
  return { folder: join(homeFolder(host), 'publish'), secrets: { get: async () => host.token } };
}

async function list(task: Task): Promise<number> {
  const { target, state, host, options } = task;
  const all = (await releases(target, state)).map(releaseSummary);
  const place = `${nameOfTarget(target)}, ${describeTarget(target)}`;
  if (options.json) tell(task, { type: 'releases', target: await targetSummary(target, state), releases: all });
  else host.out.write(releasesText(place, all, colorsFor(host.out, host)));
  return exitCodes.good;
}

async function send(task: Task, site: Site): Promise<number> {
  const { target, state, options, host, signal } = task;
  const report = await runBuild(site, options, null, host, signal);
  if (!options.json) await printReport(report, site, options, host);
  const verdict = exitCodeOf(report, options.strict);
  if (report.cancelled) return verdict;
  const build = await builtBy(report, site);
  mustBePossible((await preflight(target, build, state, null)).blockers);
  if (options.strict && verdict !== exitCodes.good) throw withMistakes();
  await agreeToAddress(task);
  const plan = await working(task, (work) => planPublish(target, build, state, work));
  await carryOut(task, plan, build, await preflight(target, build, state, plan));
  return verdict;
}

async function takeBack(task: Task): Promise<number> {
  await agreeToAddress(task);
  const plan = await working(task, (work) => planUndo(task.target, task.state, work));
  await carryOut(task, plan, null, { blockers: planBlockers(plan), questions: questionsOf(plan, null) });
  return exitCodes.good;
}

async function builtBy(report: BuildReport, site: Site): Promise<Publication> {
  return publicationOf({
    site: { title: report.site.title, root: site.root },
    out: join(site.root, 'public'),
    listing: await site.listing(),
    things: report.proofs.filter(({ severity }) => severity !== 'hint'),
    degraded: report.degradedPages ?? [],
  });
}

async function carryOut(task: Task, plan: PublishPlan, build: Publication | null, asked: Preflight): Promise<void> {
  const { target, state, host, options } = task;
  const story = publishStory(await targetSummary(target, state), plan, asked);
  if (options.json) tell(task, { type: 'publish-planned', story });
  else host.out.write(`\n${storyText(story, colorsFor(host.out, host), options.verbose)}`);
  mustBePossible(asked.blockers);
  const what = build === null ? `Take the last release back` : `Publish to ${nameOfTarget(target)}`;
  const answers = plan.nothing ? {} : await agree(task, asked.questions, what);
  const { release, message } = plan.nothing
    ? nothingToDo
    : await working(task, (work) => applyPublish(plan, build, state, { ...work, answers }));
  tell(task, { type: 'published', release: release && releaseSummary(release), message });
  if (!options.json) host.out.write(`${printable(message)}\n`);
}

const nothingToDo = { release: null, message: 'Nothing to publish: what is there is what you have.' };

/** @throws Refusal with all that is in the way */
function mustBePossible([first, ...more]: readonly Blocker[]): void {
  if (first === undefined) return;
  const advice = [first.advice, ...more.flatMap(({ message, advice: what }) => [message, what])].join('\n');
  const code = first.code === 'degraded-pages' ? exitCodes.mistakes : exitCodes.couldNotRun;
  throw new Refusal(first.code, first.message, advice, code);
}

function withMistakes(): Refusal {
  const message = 'The site has mistakes, so it was not published.';
  return new Refusal('mistakes', message, 'Mend them, or leave --strict out.', exitCodes.mistakes);
}

function stopped(): Refusal {
  return new Refusal(
    'stopped',
    'Stopped.',
    'If files were on their way already, publish once more: it goes on from there.',
  );
}
