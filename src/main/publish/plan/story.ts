/** What a publish does, told by the titles of pages. */
import type { StoryPage } from '../../../shared/contract/publish.ts';
import { counted, formatNumber } from '../../../shared/numbers.ts';
import type { PublishedPage, Story } from '../types.ts';
import type { Decision } from './decide.ts';

const KEPT_PAGES = 100;

/**
 * @param now pages that will be there
 * @param before pages that were there: their titles are needed for what goes
 */
export function tellStory(
  decision: Decision,
  now: readonly PublishedPage[],
  before: readonly PublishedPage[],
  nothing: boolean,
): Story {
  const titles = new Map([...before, ...now].map((page) => [page.output, page]));
  const told = (files: readonly { path: string }[], change: StoryPage['change']): StoryPage[] =>
    files.flatMap(({ path }) => {
      const page = titles.get(path);
      return page === undefined ? [] : [{ title: page.title, url: page.url, change }];
    });
  const added = told(decision.added, 'new');
  const changed = told(decision.changed, 'changed');
  const removed = told(decision.deleted, 'removed');
  const touched = decision.added.length + decision.changed.length + decision.deleted.length;
  const pages = [...changed, ...added, ...removed];
  const counts = {
    added: added.length,
    changed: changed.length,
    removed: removed.length,
    otherFiles: touched - pages.length,
  };
  return { sentence: sentenceOf(counts, nothing), pages, counts };
}

/** Short enough to be kept with a release. */
export function shortened(story: Story): Story {
  return { ...story, pages: story.pages.slice(0, KEPT_PAGES) };
}

function sentenceOf({ added, changed, removed, otherFiles }: Story['counts'], nothing: boolean): string {
  const parts = [
    [changed, 'changed'],
    [added, 'new'],
    [removed, 'removed'],
  ] as const;
  const said = parts.filter(([number]) => number > 0).map(([number, word]) => `${formatNumber(number)} ${word}`);
  if (said.length > 0) return said.join(', ');
  if (otherFiles > 0) return `${counted(otherFiles, 'file')}, no pages`;
  return nothing ? 'nothing to publish' : 'nothing changed';
}
