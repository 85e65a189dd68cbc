import { readFileSync } from 'node:fs';
import { collectFacts } from '../kernel/html/collect-facts.ts';
import { encodeFacts } from '../kernel/html/facts-batch.ts';
import type { TrackResult, TrackTask } from '../kernel/tasks.ts';

/** Rebuilds lost facts from pages on disk, by the same pass that a render uses. */
export function trackPages(task: TrackTask): TrackResult {
  const problems: (string | null)[] = [];
  const facts = task.paths.map((path) => {
    const { html, problem } = readPage(`${task.out}/${path}`);
    problems.push(problem);
    return collectFacts(html);
  });
  return { facts: encodeFacts(facts), problems };
}

function readPage(file: string): { html: string; problem: string | null } {
  try {
    return { html: readFileSync(file, 'utf8'), problem: null };
  } catch (error) {
    return { html: '', problem: (error as NodeJS.ErrnoException).code ?? String(error) };
  }
}
