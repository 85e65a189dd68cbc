/** The text of one document, in its source; what is asked of every page stands above it as a form. */
import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { ProofRow } from '../../shared/contract/proofs.ts';
import { ask } from '../state/host.ts';
import { useStudio } from '../state/store.ts';
import { Conflict } from './Conflict.tsx';
import { DetailsForm } from './DetailsForm.tsx';
import type { DocumentSync } from './document-sync.ts';
import { FileMenu } from './FileMenu.tsx';
import { caretOf } from './modes.ts';
import { openInEditor, useDocuments } from './open-documents.ts';
import { goToLine, markProofs } from './places.ts';
import { Recovered } from './Recovered.tsx';
import { Toolbar } from './Toolbar.tsx';
import css from './WriteRoom.module.css';

export function WriteRoom() {
  const destination = useStudio((state) => state.destination);
  const root = useStudio((state) => state.session?.site.root);
  const problem = useDocuments((state) => state.problem);
  const sync = useDocuments((state) => state.syncs.find((one) => one.file === destination?.file));
  useDocuments((state) => state.revision);
  useEffect(() => {
    if (destination !== null && root !== undefined) void openInEditor(destination.file);
  }, [destination, root]);
  if (destination === null) return <NothingOpen />;
  if (problem?.file === destination.file) return <p className={css.empty}>{problem.message}</p>;
  if (sync === undefined) return null;
  return <Open key={sync.file} sync={sync} />;
}

function NothingOpen() {
  return (
    <div className={css.empty}>
      <h2>Nothing is open</h2>
      <p>Choose a page to write in it. What you type is saved by itself, and the preview follows.</p>
      <Button onClick={() => useStudio.setState({ palette: 'pages' })}>Find a page</Button>
    </div>
  );
}

function Open({ sync }: { sync: DocumentSync }) {
  const { opened } = sync;
  const { file, readOnly, conflict, recovered, mode } = opened;
  return (
    <div className={css.room}>
      <header className={css.head}>
        <span className={css.file}>{file}</span>
        <span className={css.saved} data-saved={opened.saved}>
          {savedWords(opened)}
        </span>
        <FileMenu sync={sync} />
      </header>
      {readOnly !== null && <ReadOnly sync={sync} />}
      {recovered !== null && <Recovered sync={sync} recovered={recovered} />}
      {conflict !== null ? (
        <Conflict sync={sync} conflict={conflict} />
      ) : (
        <>
          {mode === 'markdown' && readOnly === null && <Toolbar view={sync.view} />}
          {mode === 'markdown' && readOnly === null && <DetailsForm sync={sync} />}
          <EditorSurface sync={sync} />
        </>
      )}
    </div>
  );
}

function savedWords({ readOnly, conflict, saved }: DocumentSync['opened']): string {
  if (readOnly !== null) return 'Cannot be changed';
  if (conflict !== null) return 'Not saved';
  return saved ? 'Saved' : 'Saving…';
}

/** Another window has the document, or it cannot be changed at all: said once, with the way out where there is one. */
function ReadOnly({ sync }: { sync: DocumentSync }) {
  const { readOnly, file } = sync.opened;
  if (readOnly === null) return null;
  const takeOver = async (): Promise<void> => sync.adopt(await ask('documents.takeOver', { file }));
  return (
    <p className={css.note}>
      {readOnly.message}{' '}
      {readOnly.reason === 'other-window' && <Button onClick={() => void takeOver()}>Edit here</Button>}
    </p>
  );
}

/** The place where the editor of this document is hung up; drawing anew never makes another one. */
function EditorSurface({ sync }: { sync: DocumentSync }) {
  const holder = useRef<HTMLDivElement>(null);
  const destination = useStudio((state) => state.destination);
  useEffect(() => {
    const element = holder.current;
    if (element === null) return;
    element.append(sync.view.dom);
    sync.view.requestMeasure();
    useStudio.setState({ caret: { ...caretOf(sync.view.state), typed: false } });
    return () => sync.view.dom.remove();
  }, [sync]);
  useEffect(() => {
    if (destination === null || destination.file !== sync.file) return;
    if (destination.line !== null) goToLine(sync.view, destination.line, destination.column);
    else sync.view.focus();
  }, [destination, sync]);
  useProofMarks(sync);
  return <div ref={holder} className={css.editor} />;
}

function useProofMarks(sync: DocumentSync): void {
  const version = useStudio((state) => state.session?.proofsVersion);
  const [proofs, setProofs] = useState<readonly ProofRow[]>([]);
  const { url } = sync.opened;
  useEffect(() => {
    if (url === null || version === undefined) return;
    let wanted = true;
    ask('proofs.list', { filter: { kind: 'all', page: url }, offset: 0, limit: 200 }).then(
      ({ rows }) => wanted && setProofs(rows.filter((row) => row.file === sync.file && row.muted === null)),
      () => wanted && setProofs([]),
    );
    return () => {
      wanted = false;
    };
  }, [sync, url, version]);
  useEffect(() => markProofs(sync.view, proofs), [sync, proofs]);
}
