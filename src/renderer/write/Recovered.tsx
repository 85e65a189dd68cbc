import { Button } from '@mantine/core';
import { attempt } from '../state/host.ts';
import { formatMoment } from '../words/numbers.ts';
import type { DocumentSync } from './document-sync.ts';
import css from './WriteRoom.module.css';

/** Text that was typed before Galley ended and never saved, while the file became another. Neither is thrown away unasked. */
export function Recovered({ sync, recovered }: { sync: DocumentSync; recovered: { text: string; typed: string } }) {
  const choose = async (text: string): Promise<void> => {
    const opened = await attempt('documents.resolve', { file: sync.file, text });
    if (opened !== null) sync.adopt(opened);
  };
  return (
    <p className={css.note}>
      Galley ended before this was saved ({formatMoment(recovered.typed)}), and the file has changed since.{' '}
      <Button onClick={() => void choose(recovered.text)}>Bring back what I typed</Button>{' '}
      <Button onClick={() => void choose(sync.text)}>Keep the file</Button>
    </p>
  );
}
