/** The file changed on disk while text was typed: both are shown side by side, and nothing is overwritten until the writer chooses. */
import { MergeView } from '@codemirror/merge';
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { Conflict as ConflictState } from '../../shared/contract/documents.ts';
import { attempt } from '../state/host.ts';
import type { DocumentSync } from './document-sync.ts';
import { lineEndsOf } from './line-ends.ts';
import css from './WriteRoom.module.css';

export function Conflict({ sync, conflict }: { sync: DocumentSync; conflict: ConflictState }) {
  const holder = useRef<HTMLDivElement>(null);
  const merge = useRef<MergeView | null>(null);
  const gone = conflict.disk === null;
  const [wasTyping] = useState(() => sync.view.hasFocus);
  useEffect(() => {
    const parent = holder.current;
    if (parent === null) return;
    const side = (label: string, readOnly: boolean) => [
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ 'aria-label': label }),
      EditorState.readOnly.of(readOnly),
      EditorState.lineSeparator.of('\n'),
    ];
    const disk = conflict.disk ?? '';
    merge.current = new MergeView({
      parent,
      a: { doc: lineEndsOf(disk).toDoc(disk), extensions: side('The file as it is on disk', true) },
      b: { doc: sync.view.state.doc, extensions: [side('Your text', false), mirrored(sync)] },
      revertControls: 'a-to-b',
      gutter: true,
    });
    if (wasTyping) goOnIn(merge.current.b, sync.view);
    return () => merge.current?.destroy();
  }, [sync, conflict.disk, wasTyping]);
  const resolve = async (text: string): Promise<void> => {
    const opened = await attempt('documents.resolve', { file: sync.file, text });
    if (opened !== null) {
      await sync.flush().catch(() => undefined);
      sync.adopt(opened);
    }
  };
  return (
    <>
      <div className={css.note}>
        <p>
          {gone
            ? 'This file was deleted on disk while you were writing. Your text is kept here.'
            : 'This file was changed on disk while you were writing. On the left the file, on the right your text; the arrows take a part over.'}
        </p>
        <div className={css.answers}>
          <Button variant="filled" onClick={() => void resolve(sync.text)}>
            {gone ? 'Write the file again' : 'Save the text on the right'}
          </Button>
          {!gone && <Button onClick={() => void resolve(conflict.disk ?? '')}>Take the file</Button>}
        </div>
      </div>
      <div ref={holder} className={css.merge} />
    </>
  );
}

/** What is typed on the right is typed into the document: it is kept as everything that is typed. */
function mirrored(sync: DocumentSync) {
  return EditorView.updateListener.of(({ docChanged, changes }) => {
    if (docChanged) sync.view.dispatch({ changes });
  });
}

/** The writer was in the middle of a word. */
function goOnIn(view: EditorView, before: EditorView): void {
  view.dispatch({ selection: before.state.selection });
  view.focus();
}
