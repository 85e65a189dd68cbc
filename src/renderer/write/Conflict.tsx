/** The file changed on disk while text was typed: both are shown side by side, and nothing is overwritten until the writer chooses. */
import { MergeView } from '@codemirror/merge';
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { Conflict as ConflictState } from '../../shared/contract/documents.ts';
import { attempt } from '../state/host.ts';
import type { DocumentSync } from './document-sync.ts';
import css from './WriteRoom.module.css';

export function Conflict({ sync, conflict }: { sync: DocumentSync; conflict: ConflictState }) {
  const holder = useRef<HTMLDivElement>(null);
  const merge = useRef<MergeView | null>(null);
  const gone = conflict.disk === null;
  useEffect(() => {
    const parent = holder.current;
    if (parent === null) return;
    const side = (label: string, readOnly: boolean) => [
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ 'aria-label': label }),
      EditorState.readOnly.of(readOnly),
    ];
    merge.current = new MergeView({
      parent,
      a: { doc: conflict.disk ?? '', extensions: side('The file as it is on disk', true) },
      b: { doc: sync.text, extensions: side('Your text', false) },
      revertControls: 'a-to-b',
      gutter: true,
    });
    return () => merge.current?.destroy();
  }, [sync, conflict.disk]);
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
        <Button variant="filled" onClick={() => void resolve(merge.current?.b.state.doc.toString() ?? sync.text)}>
          {gone ? 'Write the file again' : 'Save the text on the right'}
        </Button>{' '}
        {!gone && <Button onClick={() => void resolve(conflict.disk ?? '')}>Take the file</Button>}
      </div>
      <div ref={holder} className={css.merge} />
    </>
  );
}
