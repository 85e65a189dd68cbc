/**
 * One value of a YAML text set, replaced or removed where it stands. Texts are never made anew from values: of 270 real blocks that
 * kept 59. Each step is a splice of the text, which is then read again.
 */
import { isMap, isSeq, type Node, type Pair, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Json, JsonObject } from '../../../../shared/config.ts';
import { readYaml } from '../../../engine/site/yaml.ts';
import { CannotEdit } from '../problem.ts';
import { bracketInsert, bracketRemove, lineEndOf, lineSplice, lineStartOf, type Splice, spliced } from '../splices.ts';
import { commonEnds, isObject, type Path, sameJson, valueAt } from '../values.ts';
import { flowText, pairFlowText, type Rendered, YamlStyle } from './render.ts';
import { type Found, isNothing, quotesOf, rangeOf, YamlTree } from './tree.ts';

/**
 * @param lineEnd used where the text has no line break of its own
 * @throws CannotEdit
 */
export function setYamlValue(source: string, path: Path, value: Json, lineEnd: string): string {
  return new YamlEditor(source, lineEnd).set(path, value);
}

/** A path that is not there is removed already. @throws CannotEdit */
export function removeYamlValue(source: string, path: Path, lineEnd: string): string {
  return new YamlEditor(source, lineEnd).remove(path);
}

class YamlEditor {
  private readonly tree: YamlTree;
  private readonly style: YamlStyle;
  private readonly lineEnd: string;

  constructor(
    private readonly source: string,
    lineEnd: string,
  ) {
    this.tree = new YamlTree(source);
    this.style = new YamlStyle(this.tree.unit());
    this.lineEnd = source.includes('\n') ? lineEndOf(source) : lineEnd;
  }

  set(path: Path, value: Json): string {
    const { depth, node, holder } = this.tree.find(path);
    if (depth === path.length) return this.replace(path, { node, holder }, value);
    const [key = '', ...rest] = path.slice(depth);
    const nested = rest.reduceRight<Json>((held, step) => ({ [step]: held }), value);
    if (isMap(node)) return this.with(this.insertPair(node, key, nested));
    if (depth === 0 && node === null) return this.with(this.endSplice(this.style.pair(key, nested, 0)));
    if (isNothing(node) || isNull(node)) return this.replace(path.slice(0, depth), { node, holder }, { [key]: nested });
    throw new CannotEdit('what stands there is no group of values', node === null ? undefined : rangeOf(node)[0]);
  }

  remove(path: Path): string {
    const { depth, node, holder } = this.tree.find(path);
    if (depth < path.length || holder === null) return this.source;
    const { parent, index } = holder;
    const isLast = parent.items.length === 1;
    if (parent.flow === true) return this.with(bracketRemove(this.tree.brackets(parent), index));
    if (isLast && path.length > 1) return this.set(path.slice(0, -1), holder.kind === 'item' ? [] : {});
    const start =
      holder.kind === 'item' ? this.tree.dash(holder.parent, index) : this.tree.keyStart(holder.parent, index);
    const end = holder.kind === 'item' ? this.itemEnd(holder.parent, index, node) : this.tree.pairEnd(holder.pair);
    const line = lineStartOf(this.source, start);
    if (this.source.slice(line, start).trim() === '') {
      return this.with({ from: line, to: this.tree.lineAfter(end), insert: '' });
    }
    // Behind the dash of a list: the next one moves up.
    const next =
      holder.kind === 'item' ? this.tree.dash(holder.parent, index + 1) : this.tree.keyStart(holder.parent, index + 1);
    return this.with({ from: start, to: next, insert: '' });
  }

  private replace(path: Path, found: Found, value: Json): string {
    const { node, holder } = found;
    if (isSeq(node) && Array.isArray(value) && value.length > 0 && node.items.length > 0) {
      return this.replaceItems(path, value);
    }
    if (isMap(node) && isObject(value) && Object.keys(value).length > 0) return this.replacePairs(path, value);
    if (holder === null) throw new CannotEdit('the whole text cannot be replaced');
    const isFilled = (isMap(node) || isSeq(node)) && node.flow === true && node.items.length > 0;
    if (this.tree.isInFlow(holder) || isFilled) return this.with(this.flowSplice(found, value));
    if (holder.kind === 'item') {
      const at = this.tree.dash(holder.parent, holder.index);
      const end = this.itemEnd(holder.parent, holder.index, node);
      const text = this.style.item(value, this.tree.column(at)).join(this.lineEnd).trimStart();
      return this.with({ from: at, to: end, insert: this.source[end - 1] === '\n' ? text + this.lineEnd : text });
    }
    const column = this.tree.column(this.tree.keyStart(holder.parent, holder.index));
    return this.with(...this.pairSplices(holder.pair, this.style.value(value, column, quotesOf(node))));
  }

  private flowSplice({ node, holder }: Found, value: Json): Splice {
    if (node === null && holder?.kind === 'pair') {
      const end = rangeOf(holder.pair.key)[1];
      return { from: end, to: end, insert: `: ${flowText(value, 'plain', true)}` };
    }
    const [from, to] = rangeOf(node as Node);
    const text = flowText(value, quotesOf(node), this.tree.isInFlow(holder));
    return { from, to, insert: from === to && this.source[from - 1] === ':' ? ` ${text}` : text };
  }

  /** What stood behind the key goes, what is to stand there comes; remarks and spaces stay. */
  private pairSplices(pair: Pair<Node, Node>, next: Rendered): Splice[] {
    const { head, inline, lines } = this.tree.standing(pair);
    const splices: Splice[] = [];
    if (inline !== null && next.inline !== '')
      splices.push({ from: inline.start, to: inline.end, insert: next.inline });
    else if (inline !== null) splices.push({ from: head, to: inline.end, insert: '' });
    else if (next.inline !== '') {
      const rest = this.source.slice(head);
      const spaces = /^[ \t]*\r?(?:\n|$)/.test(rest) ? (/^[ \t]*/.exec(rest)?.[0].length ?? 0) : 0;
      splices.push({ from: head, to: head + spaces, insert: ` ${next.inline}` });
    }
    if (lines !== null) {
      const text = next.lines.map((line) => line + this.lineEnd).join('');
      const isOpen = lines.end === this.source.length && this.source.at(-1) !== '\n';
      splices.push({ from: lines.start, to: lines.end, insert: isOpen ? text.slice(0, -this.lineEnd.length) : text });
    } else if (next.lines.length > 0) {
      splices.push(lineSplice(this.source, this.tree.lineAfter(inline?.end ?? head), next.lines, this.lineEnd));
    }
    return splices;
  }

  /** As the engine reads it, with what is only repeated written out. */
  private valueAt(path: Path): Json | undefined {
    const read = readYaml(this.source);
    if ('reason' in read) throw new CannotEdit(read.reason);
    return valueAt(read.value, path);
  }

  private replacePairs(path: Path, value: JsonObject): string {
    const before = this.valueAt(path) as JsonObject;
    let source = this.source;
    for (const [key, held] of Object.entries(value)) {
      const same = Object.hasOwn(before, key) && sameJson(before[key], held);
      if (!same) source = setYamlValue(source, [...path, key], held, this.lineEnd);
    }
    for (const key of Object.keys(before)) {
      if (!Object.hasOwn(value, key)) source = removeYamlValue(source, [...path, key], this.lineEnd);
    }
    return source;
  }

  /** Items that stay keep their remarks; those between are replaced, added or removed one by one. */
  private replaceItems(path: Path, value: readonly Json[]): string {
    const before = this.valueAt(path) as Json[];
    const { start, end } = commonEnds(before, value);
    const old = before.length - start - end;
    const fresh = value.slice(start, value.length - end);
    let source = this.source;
    for (let i = 0; i < Math.min(old, fresh.length); i++) {
      source = setYamlValue(source, [...path, String(start + i)], fresh[i] as Json, this.lineEnd);
    }
    for (let i = old; i < fresh.length; i++) {
      source = new YamlEditor(source, this.lineEnd).insertItem(path, start + i, fresh[i] as Json);
    }
    for (let i = old; i > fresh.length; i--) {
      source = removeYamlValue(source, [...path, String(start + i - 1)], this.lineEnd);
    }
    return source;
  }

  private insertItem(path: Path, index: number, value: Json): string {
    const list = this.tree.find(path).node as YAMLSeq;
    if (list.flow === true) {
      return this.with(bracketInsert(this.source, this.tree.brackets(list), index, flowText(value, 'plain', true)));
    }
    const first = this.tree.dash(list, Math.min(index, list.items.length - 1));
    const lines = this.style.item(value, this.tree.column(first));
    if (index === list.items.length) {
      return this.with(lineSplice(this.source, this.tree.lineAfter(this.tree.contentEnd(list)), lines, this.lineEnd));
    }
    const indent = ' '.repeat(this.tree.column(first));
    const text = `${lines.join(this.lineEnd).trimStart()}${this.lineEnd}${indent}`;
    return this.with({ from: first, to: first, insert: text });
  }

  private insertPair(map: YAMLMap, key: string, value: Json): Splice {
    if (map.flow === true) {
      return bracketInsert(this.source, this.tree.brackets(map), map.items.length, pairFlowText(key, value));
    }
    const column = this.tree.column(this.tree.keyStart(map, 0));
    const at = this.tree.lineAfter(this.tree.contentEnd(map));
    return lineSplice(this.source, at, this.style.pair(key, value, column), this.lineEnd);
  }

  private itemEnd(list: YAMLSeq, index: number, node: Node | null): number {
    return node === null || isNothing(node) ? this.tree.dash(list, index) + 1 : this.tree.contentEnd(node);
  }

  private endSplice(lines: readonly string[]): Splice {
    return lineSplice(this.source, this.source.length, lines, this.lineEnd);
  }

  private with(...splices: Splice[]): string {
    return spliced(this.source, splices);
  }
}

function isNull(node: Node | null): boolean {
  return node !== null && !isMap(node) && !isSeq(node) && node.toJSON() === null;
}
