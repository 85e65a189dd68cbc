/** The syntax tree that nunjucks' parser makes, as far as the compiler reads it. */

interface NodeBase {
  /** 0-based, of the token that gave the node its name: of `a.b` the dot, of `f(x)` the parenthesis, of a filter its name. */
  lineno: number;
  colno: number;
}

interface SymbolNode extends NodeBase {
  typename: 'Symbol';
  value: string;
}

interface LiteralNode extends NodeBase {
  typename: 'Literal';
  value: string | number | boolean | null;
}

export interface DataNode extends NodeBase {
  typename: 'TemplateData';
  value: string;
}

export interface ListNode extends NodeBase {
  typename: 'NodeList' | 'Root' | 'Output' | 'Group' | 'Array';
  children: Ast[];
}

export interface DictNode extends NodeBase {
  typename: 'Dict' | 'KeywordArgs';
  children: PairNode[];
}

export interface PairNode extends NodeBase {
  typename: 'Pair';
  key: Ast;
  value: Ast;
}

export interface LookupNode extends NodeBase {
  typename: 'LookupVal';
  target: Ast;
  val: Ast;
}

export interface CallNode extends NodeBase {
  typename: 'FunCall';
  name: Ast;
  args: ListNode;
}

export interface FilterNode extends NodeBase {
  typename: 'Filter';
  name: SymbolNode;
  args: ListNode;
}

type BinaryName = 'Add' | 'Sub' | 'Mul' | 'Div' | 'Mod' | 'Concat' | 'Or' | 'And' | 'FloorDiv' | 'Pow' | 'In';

export interface BinaryNode extends NodeBase {
  typename: BinaryName;
  left: Ast;
  right: Ast;
}

export interface IsNode extends NodeBase {
  typename: 'Is';
  left: Ast;
  /** The test's name, or a call of it; `none` and `null` arrive as a literal. */
  right: SymbolNode | CallNode | LiteralNode;
}

interface UnaryNode extends NodeBase {
  typename: 'Not' | 'Neg' | 'Pos';
  target: Ast;
}

export interface CompareNode extends NodeBase {
  typename: 'Compare';
  expr: Ast;
  ops: { typename: 'CompareOperand'; expr: Ast; type: string; lineno: number; colno: number }[];
}

export interface ConditionNode extends NodeBase {
  typename: 'If' | 'InlineIf' | 'IfAsync';
  cond: Ast;
  body: Ast;
  else_: Ast | null;
}

export interface ForNode extends NodeBase {
  typename: 'For' | 'AsyncEach' | 'AsyncAll';
  arr: Ast;
  name: Ast;
  body: Ast;
  else_: Ast | null;
}

export interface MacroNode extends NodeBase {
  typename: 'Macro' | 'Caller';
  name: Ast;
  args: ListNode;
  body: Ast;
}

interface CaptureNode extends NodeBase {
  typename: 'Capture';
  body: Ast;
}

export interface SetNode extends NodeBase {
  typename: 'Set';
  targets: Ast[];
  value: Ast | null;
  /** What a `set` block captures; absent when there is a value. */
  body?: CaptureNode;
}

export interface SwitchNode extends NodeBase {
  typename: 'Switch';
  expr: Ast;
  cases: { typename: 'Case'; cond: Ast; body: ListNode; lineno: number; colno: number }[];
  default: Ast | null;
}

export interface BlockNode extends NodeBase {
  typename: 'Block';
  name: SymbolNode;
  body: Ast;
}

export interface ReferenceNode extends NodeBase {
  typename: 'Include' | 'Extends';
  template: Ast;
  ignoreMissing?: boolean | null;
}

export interface ImportNode extends NodeBase {
  typename: 'Import';
  template: Ast;
  target: Ast;
  withContext: boolean | null;
}

export interface FromImportNode extends NodeBase {
  typename: 'FromImport';
  template: Ast;
  names: ListNode;
  withContext: boolean | null;
}

/** `{% cached key %}`: the only tag of our own. */
export interface CachedNode extends NodeBase {
  typename: 'CallExtension';
  args: ListNode;
  contentArgs: Ast[];
}

export type Ast =
  | SymbolNode
  | LiteralNode
  | DataNode
  | ListNode
  | DictNode
  | PairNode
  | LookupNode
  | CallNode
  | FilterNode
  | BinaryNode
  | IsNode
  | UnaryNode
  | CompareNode
  | ConditionNode
  | ForNode
  | MacroNode
  | CaptureNode
  | SetNode
  | SwitchNode
  | BlockNode
  | ReferenceNode
  | ImportNode
  | FromImportNode
  | CachedNode;

function isNode(value: unknown): value is Ast {
  return typeof value === 'object' && value !== null && 'typename' in value;
}

/** Visits the nodes directly below. Operands of comparisons and cases of a switch count as nodes. */
export function eachChild(node: Ast, visit: (node: Ast) => void): void {
  const fields = node as unknown as Record<string, unknown>;
  for (const field of Object.keys(fields)) {
    const value = fields[field];
    if (Array.isArray(value)) {
      for (const item of value) if (isNode(item)) visit(item);
    } else if (isNode(value)) visit(value);
  }
}

/** Whether `test` holds for `node` or anything below it. */
export function someNode(node: Ast | null | undefined, test: (node: Ast) => boolean): boolean {
  if (node === null || node === undefined) return false;
  if (test(node)) return true;
  let found = false;
  eachChild(node, (child) => {
    if (!found) found = someNode(child, test);
  });
  return found;
}

export function eachNode(node: Ast, visit: (node: Ast) => void): void {
  visit(node);
  eachChild(node, (child) => eachNode(child, visit));
}
