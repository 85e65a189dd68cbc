/** A site of any size, the same bytes on every machine: what is timed must not depend on luck. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type TextLength = 'short' | 'long';

const words = (
  'harbour morning paper ink corrector margin lantern river winter garden copper window letter quiet table stone orchard ' +
  'bridge market station compass engine ribbon mirror candle forest valley meadow sparrow heron willow saddle anchor thread ' +
  'marble kettle wagon barley cellar chapel ladder basket drawer mantle parlour quarry rafter shutter timber velvet'
).split(' ');
const sections = ['posts', 'notes', 'guides', 'travel', 'recipes', 'letters', 'reviews', 'birds'];
const tags = [
  'paper',
  'ink',
  'press',
  'weather',
  'gardens',
  'maps',
  'boats',
  'birds',
  'bread',
  'music',
  'stone',
  'wood',
];

/** A small deterministic generator (mulberry32): numbers in [0, 1). */
function numbersFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** One document's path under content/ and its text. */
export interface GeneratedDocument {
  path: string;
  text: string;
}

/** Document `index` of a site: short ones are about 520 bytes, long ones about 6 KB; every fourth has highlighted code. */
export function generateDocument(index: number, length: TextLength): GeneratedDocument {
  const next = numbersFrom(index * 7919 + (length === 'long' ? 1 : 0));
  const pick = (list: readonly string[]): string => list[Math.floor(next() * list.length)]!;
  const sentence = (size: number): string => {
    const text = Array.from({ length: size }, () => pick(words)).join(' ');
    return `${text[0]!.toUpperCase()}${text.slice(1)}.`;
  };
  const day = new Date(Date.UTC(2012, 0, 1) + ((index * 37) % 4300) * 86_400_000).toISOString().slice(0, 10);
  const first = Math.floor(next() * tags.length);
  const front = [
    '---',
    `title: "${pick(words)} and ${pick(words)}, number ${index}"`,
    `date: ${day}`,
    `description: ${sentence(7)}`,
    `tags: [${tags[first]}, ${tags[(first + 1 + Math.floor(next() * (tags.length - 1))) % tags.length]}]`,
    '---',
    '',
  ].join('\n');
  const body = length === 'short' ? shortBody(index, sentence) : longBody(index, sentence);
  return { path: `${sections[index % sections.length]}/page-${index}.md`, text: `${front}\n${body}\n` };
}

function codeBlock(index: number): string {
  return `\`\`\`js\nexport function page${index}(name) {\n  return \`hello \${name}\`; // ${index}\n}\n\`\`\``;
}

function shortBody(index: number, sentence: (size: number) => string): string {
  const parts = [`${sentence(22)} **Bold words** and \`code\` ${sentence(14)}`, `## A heading of page ${index}`];
  parts.push(index % 4 === 0 ? codeBlock(index) : `- ${sentence(5)}\n- [a link](https://example.org/${index})`);
  return parts.join('\n\n');
}

function longBody(index: number, sentence: (size: number) => string): string {
  const parts = [sentence(40)];
  for (let part = 1; part <= 6; part += 1) {
    parts.push(`## Part ${part} of page ${index}`);
    parts.push(
      `${sentence(45)} *Some emphasis*, \`some code\` and [a link](https://example.org/${index}/${part}). ${sentence(30)}`,
    );
    if (part % 3 === 0)
      parts.push(`| name | number |\n|---|---:|\n| ${sentence(2)} | ${index} |\n| ${sentence(2)} | ${part} |`);
    else parts.push(`- ${sentence(8)}\n- ${sentence(8)}\n  - ${sentence(6)}\n- ${sentence(8)}`);
    if (part === 2 || (part === 5 && index % 2 === 0)) parts.push(codeBlock(index));
    parts.push(`> ${sentence(16)}`);
  }
  return parts.join('\n\n');
}

/** Writes the documents of a site under `folder` (which becomes content/). */
export function writeGenerated(folder: string, pages: number, length: TextLength): void {
  for (const section of sections) {
    mkdirSync(join(folder, section), { recursive: true });
    writeFileSync(
      join(folder, section, '_index.md'),
      `---\ntitle: All ${section}\ndescription: The list of ${section}.\n---\n`,
    );
  }
  for (let index = 1; index <= pages; index += 1) {
    const { path, text } = generateDocument(index, length);
    writeFileSync(join(folder, path), text);
  }
}
