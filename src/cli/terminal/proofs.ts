/** Proofs as a good compiler would print them: the sentence, the place, the line, the pages, what to do. */
import { readFile } from 'node:fs/promises';
import type { SiteOutline } from '../../main/engine/types.ts';
import { counted } from '../../shared/numbers.ts';
import type { Place, Proof, Severity } from '../../shared/proof.ts';
import type { Colors } from './colors.ts';
import { codeFrame } from './frame.ts';
import { printable } from './text.ts';

const shownPlaces = 3;
const shownHints = 8;
/** Blocks in full; after so many nobody reads on, and the rest is counted by code. */
const shownBlocks = 40;
const order: Record<Severity, number> = { error: 0, warning: 1, hint: 2 };

export interface ProofStyle {
  colors: Colors;
  /** Everything in full, suggestions too. */
  verbose: boolean;
}

/** All proofs as text, worst first; '' for none. Sources are read for their frames. */
export async function formatProofs(proofs: readonly Proof[], outline: SiteOutline, style: ProofStyle): Promise<string> {
  const sorted = [...proofs].sort((a, b) => order[a.severity] - order[b.severity]);
  const sources = new SourceTexts(outline);
  const wrong = sorted.filter((proof) => style.verbose || proof.severity !== 'hint');
  const full = style.verbose ? wrong : wrong.slice(0, shownBlocks);
  const blocks: string[] = [];
  for (const proof of full) blocks.push(await formatProof(proof, sources, style.colors));
  if (full.length < wrong.length) blocks.push(formatRest(wrong.slice(full.length), style.colors));
  const hints = style.verbose ? [] : sorted.filter((proof) => proof.severity === 'hint');
  if (hints.length > 0) blocks.push(formatHints(hints, style.colors));
  return blocks.join('\n');
}

/** One proof, ending with a line break. */
async function formatProof(proof: Proof, sources: SourceTexts, colors: Colors): Promise<string> {
  const mark = markFor(proof.severity, colors);
  const lines = [
    `${mark(nameOf(proof.severity))}${colors.bold(`: ${printable(proof.message)}`)} ${colors.dim(`[${proof.code}]`)}`,
  ];
  const place = proof.file === undefined ? undefined : { file: proof.file, ...(proof.range && { range: proof.range }) };
  if (place) lines.push(`${colors.dim('  at')} ${address(place)}`);
  if (place?.range) {
    const text = await sources.read(place.file);
    if (text !== null) lines.push(...codeFrame(text, place.range, colors, mark).map((line) => `  ${line}`));
  }
  if (proof.detail) lines.push(note('exactly', proof.detail, colors));
  for (const link of [...(proof.chain ?? [])].reverse()) lines.push(note('used by', address(link), colors));
  lines.push(...otherPlaces(proof, colors));
  if (proof.pages.length > 0) lines.push(note('on', someOf(proof.pages.map(printable), 'page'), colors));
  for (const fix of proof.fixes) lines.push(`  ${colors.cyan('→')} ${printable(fix.label)}`);
  return `${lines.join('\n')}\n`;
}

function otherPlaces(proof: Proof, colors: Colors): string[] {
  const first =
    proof.file === undefined ? '' : address({ file: proof.file, ...(proof.range && { range: proof.range }) });
  const others = [...new Set(proof.places.map(address))].filter((text) => text !== first);
  return others.length > 0 ? [note('also at', someOf(others, 'place'), colors)] : [];
}

/** "… and 709 more things to mend: 561 link-document-missing, 83 image-missing". */
function formatRest(rest: readonly Proof[], colors: Colors): string {
  const numbers = new Map<string, number>();
  for (const { code } of rest) numbers.set(code, (numbers.get(code) ?? 0) + 1);
  const kinds = [...numbers].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([code, n]) => `${n} ${code}`);
  const text = `… and ${counted(rest.length, 'more thing to mend', 'more things to mend')} (--verbose shows all)`;
  return `${colors.bold(text)}: ${kinds.join(', ')}\n`;
}

function formatHints(hints: readonly Proof[], colors: Colors): string {
  const lines = hints.slice(0, shownHints).map((hint) => {
    const where = hint.file
      ? ` ${colors.dim(address({ file: hint.file, ...(hint.range && { range: hint.range }) }))}`
      : '';
    return `${markFor('hint', colors)('suggestion')}: ${printable(hint.message)}${where}`;
  });
  const more = hints.length - shownHints;
  if (more > 0)
    lines.push(colors.dim(`… and ${counted(more, 'more suggestion', 'more suggestions')} (--verbose shows all)`));
  return `${lines.join('\n')}\n`;
}

/** "a, b, c and 43 more pages". */
function someOf(names: readonly string[], noun: string): string {
  const more = names.length - shownPlaces;
  const first = names.slice(0, shownPlaces).join(', ');
  return more > 0 ? `${first} … and ${more.toLocaleString('en-US')} more ${noun}${more === 1 ? '' : 's'}` : first;
}

function note(label: string, text: string, colors: Colors): string {
  return `  ${colors.dim(label)} ${printable(text).replaceAll('\n', '\n    ')}`;
}

/** "templates/post.njk:12:14", which editors and terminals open. */
function address({ file, range }: Place): string {
  return printable(range ? `${file}:${range.start.line}:${range.start.column}` : file);
}

function nameOf(severity: Severity): string {
  return severity === 'hint' ? 'suggestion' : severity;
}

function markFor(severity: Severity, colors: Colors): (text: string) => string {
  return severity === 'error' ? colors.red : severity === 'warning' ? colors.yellow : colors.cyan;
}

/** The files that proofs name, each read once. */
class SourceTexts {
  readonly #texts = new Map<string, Promise<string | null>>();

  constructor(private readonly outline: Pick<SiteOutline, 'locate'>) {}

  /** null when it cannot be read: then the place stands without its line. */
  read(name: string): Promise<string | null> {
    const known = this.#texts.get(name);
    if (known) return known;
    const text = readFile(this.outline.locate(name), 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === undefined) throw error;
      return null;
    });
    this.#texts.set(name, text);
    return text;
  }
}
