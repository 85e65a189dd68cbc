import { EditorState } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import { expect, test } from 'vitest';
import {
  type Command,
  insertLink,
  insertPicture,
  toggleBulletList,
  toggleHeading,
  toggleMark,
  toggleNumberedList,
  toggleQuote,
} from './commands.ts';

/** Runs a command on a text in which [ and ] stand for the selection, and gives the text back with it marked likewise. */
function after(command: Command, marked: string): string {
  const from = marked.indexOf('⟦');
  const to = marked.indexOf('⟧') - 1;
  const doc = marked.replace(/[⟦⟧]/g, '');
  let state = EditorState.create({ doc, selection: { anchor: from, head: to } });
  const view = {
    get state() {
      return state;
    },
    dispatch(transaction: { state: EditorState }) {
      state = transaction.state;
    },
    focus() {},
  };
  command(view as unknown as EditorView);
  const { from: start, to: end } = state.selection.main;
  const text = state.doc.toString();
  return `${text.slice(0, start)}⟦${text.slice(start, end)}⟧${text.slice(end)}`;
}

test('bold goes around the selection, around the word at the caret, and away again', () => {
  expect(after(toggleMark('**'), 'a ⟦wren⟧ sings')).toBe('a **⟦wren⟧** sings');
  expect(after(toggleMark('**'), 'a wr⟦⟧en sings')).toBe('a **⟦wren⟧** sings');
  expect(after(toggleMark('**'), 'a **⟦wren⟧** sings')).toBe('a ⟦wren⟧ sings');
  expect(after(toggleMark('*'), 'a **⟦wren⟧** sings')).toBe('a ***⟦wren⟧*** sings');
  expect(after(toggleMark('*'), 'a *⟦wren⟧* sings')).toBe('a ⟦wren⟧ sings');
});

test('headings replace each other and go away', () => {
  expect(after(toggleHeading(2), 'Bir⟦⟧ds')).toBe('## Bir⟦⟧ds');
  expect(after(toggleHeading(3), '## Bir⟦⟧ds')).toBe('### Bir⟦⟧ds');
  expect(after(toggleHeading(2), '## Bir⟦⟧ds')).toBe('Bir⟦⟧ds');
});

test('lists are made of every selected line that has text', () => {
  expect(after(toggleBulletList, '⟦one\n\ntwo⟧').replace(/[⟦⟧]/g, '')).toBe('- one\n\n- two');
  expect(after(toggleNumberedList, '⟦- one\n- two⟧').replace(/[⟦⟧]/g, '')).toBe('1. one\n2. two');
  expect(after(toggleBulletList, '⟦- one\n- two⟧').replace(/[⟦⟧]/g, '')).toBe('one\ntwo');
  expect(after(toggleQuote, 'sa⟦⟧id').replace(/[⟦⟧]/g, '')).toBe('> said');
});

test('a link asks for its address, a picture for its description', () => {
  expect(after(insertLink, 'see ⟦the wren⟧')).toBe('see [the wren](⟦⟧)');
  expect(after(insertLink, '⟦https://example.com⟧')).toBe('[⟦⟧](https://example.com)');
  expect(after(insertPicture, 'x ⟦⟧')).toBe('x ![⟦⟧]()');
});
