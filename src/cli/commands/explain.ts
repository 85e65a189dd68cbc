import { resolve } from 'node:path';
import type { PageExplanation } from '../../main/engine/types.ts';
import { type Options, UsageError } from '../args.ts';
import { openNamedSite } from '../building.ts';
import { exitCodes, type Host } from '../host.ts';
import { colorsFor } from '../terminal/colors.ts';
import { printable, spoken } from '../terminal/text.ts';

/** What made a page, from the traces that the last build left. */
export async function explain(words: readonly string[], options: Options, host: Host): Promise<number> {
  const [page, ...site] = words;
  if (page === undefined) throw new UsageError('Which page? Name its address, for example: galley explain /about/');
  const open = await openNamedSite(site, host);
  try {
    const explanation = await open.explain(page);
    if (explanation === null) {
      throw new UsageError(
        `The last build of ${resolve(open.root)} knows no page “${printable(page)}”. Build the site first, or look at the spelling.`,
      );
    }
    host.out.write(
      options.json ? `${JSON.stringify(explanation)}\n` : explanationText(explanation, colorsFor(host.out, host)),
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
    ['why', page.reason],
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

function readsOf(page: PageExplanation): string[] {
  return page.reads.map(
    ({ kind, name, fingerprint }) => `${kind} ${name}${fingerprint === null ? ' (not there)' : ''}`,
  );
}

function group(title: string, items: readonly string[], colors: ReturnType<typeof colorsFor>): string {
  if (items.length === 0) return '';
  return `\n${colors.bold(title)}\n${items.map((item) => `  ${printable(item)}`).join('\n')}`;
}
