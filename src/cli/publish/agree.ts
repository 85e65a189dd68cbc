/**
 * Questions before something is published. A person answers them on a terminal; --yes answers those that are plain, and never
 * one that wants a text typed, nor whether an address is the person's own.
 */
import { confirm, isConfirmed } from '../../main/publish/state/confirmed.ts';
import { describeTarget } from '../../main/publish/targets/schema.ts';
import type { PublishQuestion } from '../../shared/contract/publish.ts';
import { formatNumber } from '../../shared/numbers.ts';
import { Refusal } from '../failure.ts';
import { printable } from '../terminal/text.ts';
import type { Task } from './task.ts';

const shownItems = 12;
const untouched = 'Nothing was changed there.';

/** @throws Refusal when the address was never agreed to on this computer, and is not now */
export async function agreeToAddress(task: Task): Promise<void> {
  const { target, state, host, signal } = task;
  if (await isConfirmed(state, target)) return;
  const address = printable(describeTarget(target));
  if (task.ask === null) {
    throw new Refusal(
      'not-confirmed',
      `Nobody has agreed on this computer yet to publish to ${address}.`,
      'Publish once in a terminal, without --json, or in the studio: you are shown the whole address and asked. --yes does not answer that.',
    );
  }
  const question = 'You have not published to this address from this computer yet. Read all of it: is it yours?';
  host.out.write(`\n${question}\n  ${address}\n`);
  if (!(await saysYes(task.ask, 'This is my address', signal))) throw new Refusal('not-confirmed', untouched, '');
  await confirm(state, target);
}

/**
 * @param what is done when there is nothing else to agree to ("Publish to Web")
 * @returns an answer for each question, as `applyPublish` takes them
 * @throws Refusal
 */
export async function agree(
  task: Task,
  questions: readonly PublishQuestion[],
  what: string,
): Promise<Record<string, string>> {
  const answers: Record<string, string> = {};
  for (const question of questions) {
    if (!task.options.json) task.host.out.write(`\n${shown(question)}`);
    answers[question.id] = await answer(task, question);
  }
  if (questions.length === 0) await agreeToPlain(task, 'Nobody is there to ask whether to go on.', what);
  return answers;
}

async function answer(task: Task, { message, agree: words, type }: PublishQuestion): Promise<string> {
  if (type === null) {
    await agreeToPlain(task, message, words);
    return 'yes';
  }
  if (task.ask === null) {
    const advice = 'This has to be typed by a person: publish in a terminal, without --json, or in the studio.';
    throw new Refusal('not-agreed', printable(message), advice);
  }
  const typed = await task.ask('> ', task.signal);
  if (typed === null || typed.trim() === '') throw new Refusal('not-agreed', untouched, '');
  return typed;
}

async function agreeToPlain({ options, ask, signal }: Task, message: string, words: string): Promise<void> {
  if (options.yes) return;
  if (ask === null) {
    const advice = `Say --yes for “${words}”, or publish in a terminal, without --json.`;
    throw new Refusal('not-agreed', printable(message), printable(advice));
  }
  if (!(await saysYes(ask, words, signal))) throw new Refusal('not-agreed', untouched, '');
}

async function saysYes(ask: NonNullable<Task['ask']>, words: string, signal: AbortSignal): Promise<boolean> {
  const typed = await ask(`${printable(words)}? [y/N] `, signal);
  return typed !== null && /^y(es)?$/i.test(typed.trim());
}

function shown({ message, items }: PublishQuestion): string {
  const lines = items.slice(0, shownItems).map((item) => `  ${item}`);
  if (items.length > shownItems) lines.push(`  and ${formatNumber(items.length - shownItems)} more`);
  return `${printable([message, ...lines].join('\n'))}\n`;
}
