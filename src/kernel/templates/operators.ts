/**
 * Code for operators, written as nunjucks writes them, without parentheses of ours: JavaScript's precedence is part of its
 * language.
 */
import type { Ast, BinaryNode, CompareNode, IsNode } from './ast.ts';
import { Emitter } from './emitter.ts';
import { isIdentifier } from './names.ts';
import type { Use } from './places.ts';

const operators: Partial<Record<string, string>> = {
  Add: ' + ',
  Sub: ' - ',
  Mul: ' * ',
  Div: ' / ',
  Mod: ' % ',
  Concat: ' + "" + ',
};
const comparisons = new Set(['==', '===', '!=', '!==', '<', '>', '<=', '>=']);
export const operatorNodes = new Set([
  'Add',
  'Sub',
  'Mul',
  'Div',
  'Mod',
  'Concat',
  'Or',
  'And',
  'Not',
  'Neg',
  'Pos',
  'Compare',
  'Is',
]);

export abstract class Operators extends Emitter {
  /** A value as it is, its own absence unchecked; the links before it are checked unless `silent`. */
  protected abstract expression(node: Ast, silent?: boolean): string;
  /** A value that is consumed: reported when it is undefined or null, unless `silent`. */
  protected abstract consumed(node: Ast, use: Use, silent: boolean): string;

  /** Operators side by side, in one pair of parentheses. */
  protected operation(node: Ast, silent: boolean, use: Use | null): string {
    const js = this.flat(node, silent, use);
    const makesText = node.typename === 'Concat' || node.typename === 'Add';
    return makesText ? `made(R, ${js})` : `(${js})`;
  }

  protected flat(node: Ast, silent: boolean, use: Use | null): string {
    switch (node.typename) {
      case 'Or':
        return `${this.flat(node.left, true, null)} || ${this.flat(node.right, silent, use)}`;
      case 'And':
        return `${this.flat(node.left, true, null)} && ${this.flat(node.right, silent, use)}`;
      case 'Not':
        return `!${this.flat(node.target, true, null)}`;
      case 'Neg':
      case 'Pos':
        return `${node.typename === 'Neg' ? '-' : '+'} ${this.flat(node.target, silent, 'operand')}`;
      case 'Compare':
        return this.comparison(node, silent);
      case 'Is':
        return this.test(node);
      case 'Concat':
        return this.binary(node, silent, 'concat');
      case 'Add':
      case 'Sub':
      case 'Mul':
      case 'Div':
      case 'Mod':
        return this.binary(node, silent, 'operand');
      default:
        if (use === null) return this.expression(node, silent);
        // Joined in a test, a missing value is no text at all, and nothing is said.
        return silent && use === 'concat' ? `(${this.expression(node, true)} ?? "")` : this.consumed(node, use, silent);
    }
  }

  private binary(node: BinaryNode, silent: boolean, use: Use): string {
    return this.flat(node.left, silent, use) + operators[node.typename] + this.flat(node.right, silent, use);
  }

  private comparison(node: CompareNode, silent: boolean): string {
    let js = this.flat(node.expr, silent, null);
    for (const { type, expr } of node.ops) {
      if (!comparisons.has(type)) this.fail('template-syntax', `unknown comparison ${type}`, expr);
      js += ` ${type} ${this.flat(expr, silent, null)}`;
    }
    return js;
  }

  private test(node: IsNode): string {
    const { right } = node;
    const called = right.typename === 'FunCall' ? right.name : right;
    const isNull = called.typename === 'Literal' && called.value === null;
    const name = isNull ? 'null' : this.testName(called, node);
    const left = this.expression(node.left, true);
    const place = this.place(right, 'filter-call');
    const args = right.typename === 'FunCall' ? right.args.children.map((arg) => `, ${this.expression(arg)}`) : [];
    const test = this.named(this.tests, 'k', name, place);
    return `${test}(at(R, ${left}, ${place})${args.join('')}) === true`;
  }

  private testName(called: Ast, near: Ast): string {
    if (called.typename !== 'Symbol' || !isIdentifier(called.value))
      return this.fail('template-syntax', 'not a name for a test', near);
    return called.value;
  }
}
