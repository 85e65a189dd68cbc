/** What earlier saves replaced: looked at beside the text, and brought back as a step that ⌘Z takes back. */
import { Button, Group, Modal } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { HistoryEntry } from '../../shared/contract/documents.ts';
import { attempt } from '../state/host.ts';
import { formatBytes, formatMoment } from '../words/numbers.ts';
import type { DocumentSync } from './document-sync.ts';
import css from './WriteRoom.module.css';

export function EarlierVersions({ sync, onClose }: { sync: DocumentSync; onClose: () => void }) {
  const { file } = sync;
  const [entries, setEntries] = useState<readonly HistoryEntry[] | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [text, setText] = useState<string | null>(null);
  useEffect(() => {
    void attempt('documents.history', { file }).then((answer) => setEntries(answer?.entries ?? []));
  }, [file]);
  useEffect(() => {
    if (chosen === null) return;
    let wanted = true;
    void attempt('documents.earlier', { file, id: chosen }).then((answer) => wanted && setText(answer?.text ?? null));
    return () => {
      wanted = false;
    };
  }, [file, chosen]);
  const bringBack = (): void => {
    if (text !== null) sync.replaceText(text);
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title="Earlier versions" size="xl">
      {entries?.length === 0 && (
        <p className={css.hint}>There is none yet. Each save keeps what it replaced, at most one a minute.</p>
      )}
      {entries !== null && entries.length > 0 && (
        <div className={css.versions}>
          <ul aria-label="Versions">
            {entries.map(({ id, saved, bytes }) => (
              <li key={id}>
                <button type="button" aria-pressed={id === chosen} onClick={() => setChosen(id)}>
                  {formatMoment(saved)}
                  <span>{formatBytes(bytes)}</span>
                </button>
              </li>
            ))}
          </ul>
          <pre tabIndex={0}>{text ?? 'Choose a version to read it here.'}</pre>
        </div>
      )}
      <Group justify="flex-end" mt="md">
        <Button onClick={onClose}>Close</Button>
        <Button variant="filled" disabled={text === null || sync.opened.readOnly !== null} onClick={bringBack}>
          Bring this one back
        </Button>
      </Group>
    </Modal>
  );
}
