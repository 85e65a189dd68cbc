import { resolve } from 'node:path';
import type { Impact, ImpactKind, PageExplanation } from '../../main/engine/types.ts';
import { type Options, UsageError } from '../args.ts';
import { openNamedSite } from '../building.ts';
import { exitCodes, type Host } from '../host.ts';
import { colorsFor } from '../terminal/colors.ts';
import { printable, spoken } from '../terminal/text.ts';

/** What made a page, and what would change with a file, from the traces that the last build left. */
export async function explain(words: readonly string[], options: Options, host: Host): Promise<number> {
  const [page, ...site] = words;
  if (page === undefined) {
    throw new UsageError('Which page or file? Name its address, for example: galley explain /about/');
  }
  const open = await openNamedSite(site, host);
  try {
    const explanation = await open.explain(page);
    const impact = await open.impact(explanation?.source ?? page);
    if (explanation === null && (impact === null || isEmpty(impact))) {
      throw new UsageError(
        `The last build of ${resolve(open.root)} knows no page and no file “${printable(page)}”. Build the site first, or look at the spelling.`,
      );
    }
    const colors = colorsFor(host.out, host);
    const texts = [explanation && explanationText(explanation, colors), impact && impactText(impact, colors)];
    host.out.write(
      options.json ? `${JSON.stringify({ ...explanation, impact })}\n` : texts.filter((text) => text).join('\n'),
    );
    return exitCodes.good;
  } finally {
    await open.close();
  }
}

function explanationText(page: PageExplanation, colors: ReturnType<typeof colorsFor>): string {
  const facts = [
    ['text', page.source ?? 'none: Galley makes this page by itself'],
    ['file', page.output],
    ['template', page.template],
    ['why', page.rendered ? page.reason : `kept: nothing that it reads has changed since it was made (${page.reason})`],
    ['time', page.milliseconds < 10 ? `${page.milliseconds.toFixed(1)} ms` : spoken(page.milliseconds)],
  ].map(([label, value]) => `  ${colors.dim(label!.padEnd(9))}${printable(value!)}`);
  const lists = [
    group('It was made from', readsOf(page), colors),
    group('It shows', page.assets, colors),
    group('It links to', page.links, colors),
    group('What was found on it', page.proofs, colors),
  ];
  return `${[colors.bold(printable(page.url)), ...facts, ...lists.filter((text) => text !== '')].join('\n')}\n`;
}

function isEmpty({ groups, texts }: Impact): boolean {
  return groups.length === 0 && texts.length === 0;
}

const kinds: Readonly<Record<ImpactKind, string>> = {
  own: 'its own page',
  uses: 'made with it',
  text: 'show its text',
  field: 'show its title, address or another of its facts',
  list: 'have a list that it is in',
};

/** Pages of one kind that are named one by one. */
const NAMED = 8;

function impactText({ file, groups, texts }: Impact, colors: ReturnType<typeof colorsFor>): string {
  const rows = groups.map(({ how, pages }) => {
    const named = pages.slice(0, NAMED).map(({ url }) => `    ${printable(url)}`);
    const more = pages.length > NAMED ? [`    and ${pages.length - NAMED} more`] : [];
    return [`  ${pages.length === 1 ? '1 page' : `${pages.length} pages`}: ${kinds[how]}`, ...named, ...more].join(
      '\n',
    );
  });
  if (texts.length > 0)
    rows.push(
      `  ${texts.length === 1 ? '1 other file' : `${texts.length} other files`}: ${texts.slice(0, 3).join(', ')}`,
    );
  if (rows.length === 0) rows.push('  nothing');
  return `${colors.bold(`What would be made again with ${printable(file)}`)}\n${rows.join('\n')}\n`;
}

function readsOf(page: PageExplanation): string[] {
  return page.reads.map(
    ({ kind, name, fingerprint }) => `${kind} ${name}${fingerprint === null ? ' (not there)' : ''}`,
  );
}

function group(title: string, items: readonly string[], colors: ReturnType<typeof colorsFor>): string {
  if (items.length === 0) return '';
  return `\n${colors.bold(title)}\n${items.map((item) => `  ${printable(item)}`).join('\n')}`;
}
