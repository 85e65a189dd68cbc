import type { PublishStory, ReleaseSummary, StoryPage } from '../../shared/contract/publish.ts';
import { counted, formatMoment } from '../../shared/numbers.ts';
import { filesSentence } from '../../shared/publish-words.ts';
import type { Colors } from '../terminal/colors.ts';
import { displayWidth, printable } from '../terminal/text.ts';

const shownPages = 20;

/** What would change at a place, by the titles of pages. Ends with a line break. @param all name every page that the story has */
export function storyText(story: PublishStory, colors: Colors, all: boolean): string {
  const { target, pages, pageTotal } = story;
  const place = `${printable(target.name)}, ${printable(target.address)}`;
  if (story.nothing) return `${place}\n`;
  const named = pages.slice(0, all ? pages.length : shownPages);
  const rest = pageTotal - named.length;
  const lines = [
    place,
    colors.bold(story.summary),
    ...named.map((page) => pageLine(page, colors)),
    ...(rest > 0 ? [`  and ${counted(rest, 'other page')}`] : []),
    colors.dim(filesSentence(story)),
  ];
  return `${lines.join('\n')}\n`;
}

function pageLine({ change, title, url }: StoryPage, colors: Colors): string {
  const color = { new: colors.green, changed: colors.yellow, removed: colors.red }[change];
  return `  ${color(change.padEnd(8))} ${printable(title)}  ${colors.dim(printable(url))}`;
}

/** A line for each release, newest first. Ends with a line break. */
export function releasesText(place: string, releases: readonly ReleaseSummary[], colors: Colors): string {
  if (releases.length === 0) return `${printable(place)}\nNothing was published there from this computer yet.\n`;
  const rows = releases.map(({ published, story, restored, files }) => ({
    when: formatMoment(published),
    what: printable(`${story}${restored ? ' (taken back)' : ''}`),
    files: counted(files, 'file'),
  }));
  const wide = (key: 'when' | 'what'): number => Math.max(...rows.map((row) => displayWidth(row[key])));
  const [whenWidth, whatWidth] = [wide('when'), wide('what')];
  const lines = rows.map(
    ({ when, what, files }) => `  ${when.padEnd(whenWidth)}  ${what.padEnd(whatWidth)}  ${colors.dim(files)}`,
  );
  return `${[printable(place), ...lines].join('\n')}\n`;
}
