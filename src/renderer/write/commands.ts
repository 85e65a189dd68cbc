/** What the toolbar and its keys do: each is the smallest edit of the Markdown that says it. */
import type { ChangeSpec, EditorState, TransactionSpec } from '@codemirror/state';
import { EditorSelection } from '@codemirror/state';
import type { EditorView, KeyBinding } from '@codemirror/view';

export type Command = (view: EditorView) => boolean;

function run(make: (state: EditorState) => TransactionSpec): Command {
  return (view) => {
    if (view.state.readOnly) return false;
    view.dispatch(view.state.update({ ...make(view.state), scrollIntoView: true, userEvent: 'input.format' }));
    view.focus();
    return true;
  };
}

/** Puts `mark` around each selection, or takes it away where it is there. */
export function toggleMark(mark: string): Command {
  return run((state) =>
    state.changeByRange((range) => {
      const word = range.empty ? (state.wordAt(range.head) ?? range) : range;
      const { from, to } = word;
      const size = mark.length;
      const around = state.sliceDoc(from - size, from) === mark && state.sliceDoc(to, to + size) === mark;
      // ** around a word is not * around *word*.
      const longer =
        mark === '*' && state.sliceDoc(from - 2, from) === '**' && state.sliceDoc(from - 3, from) !== '***';
      if (around && !longer) {
        return {
          changes: [
            { from: from - size, to: from },
            { from: to, to: to + size },
          ],
          range: EditorSelection.range(from - size, to - size),
        };
      }
      return {
        changes: [
          { from, insert: mark },
          { from: to, insert: mark },
        ],
        range: EditorSelection.range(from + size, to + size),
      };
    }),
  );
}

const headingMark = /^#{1,6}\s+/;
const listMark = /^\s*(?:[-*+]|\d+[.)])\s+/;

/** Sets what each selected line begins with, or takes it away when all of them have it. */
function toggleLines(pattern: RegExp, mark: (index: number) => string): Command {
  return run((state) => {
    const changes: ChangeSpec[] = [];
    for (const range of state.selection.ranges) {
      const first = state.doc.lineAt(range.from).number;
      const last = state.doc.lineAt(range.to).number;
      const lines = Array.from({ length: last - first + 1 }, (_, i) => state.doc.line(first + i));
      const all = lines.every((line, i) => line.text.startsWith(mark(i)));
      lines.forEach((line, i) => {
        if (line.text.trim() === '' && lines.length > 1) return;
        const present = pattern.exec(line.text)?.[0].length ?? 0;
        changes.push({ from: line.from, to: line.from + present, insert: all ? '' : mark(i) });
      });
    }
    return { changes };
  });
}

export function toggleHeading(level: number): Command {
  return toggleLines(headingMark, () => `${'#'.repeat(level)} `);
}

export const toggleBulletList = toggleLines(listMark, () => '- ');
export const toggleNumberedList = toggleLines(listMark, (index) => `${index + 1}. `);
export const toggleQuote = toggleLines(/^>\s?/, () => '> ');

/** Makes a link of the selection and leaves the caret where its address belongs. */
export const insertLink: Command = run((state) =>
  state.changeByRange((range) => {
    const text = state.sliceDoc(range.from, range.to);
    const isAddress = /^https?:\/\/\S+$/.test(text);
    const insert = isAddress ? `[](${text})` : `[${text}]()`;
    const caret = range.from + (isAddress || text === '' ? 1 : text.length + 3);
    return { changes: { from: range.from, to: range.to, insert }, range: EditorSelection.cursor(caret) };
  }),
);

export const insertPicture: Command = run((state) =>
  state.changeByRange((range) => {
    const text = state.sliceDoc(range.from, range.to);
    const insert = `![${text}]()`;
    return {
      changes: { from: range.from, to: range.to, insert },
      range: EditorSelection.cursor(range.from + (text === '' ? 2 : insert.length - 1)),
    };
  }),
);

export const markdownKeys: readonly KeyBinding[] = [
  { key: 'Mod-b', run: toggleMark('**') },
  { key: 'Mod-i', run: toggleMark('*') },
  { key: 'Mod-k', run: insertLink },
];
