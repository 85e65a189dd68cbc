import { Button } from '@mantine/core';
import { formatMoment } from '../words/numbers.ts';
import type { DocumentSync } from './document-sync.ts';
import css from './WriteRoom.module.css';

/** Text that was typed before Galley ended and never saved, while the file became another. Neither is thrown away unasked. */
export function Recovered({ sync, recovered }: { sync: DocumentSync; recovered: { text: string; typed: string } }) {
  return (
    <p className={css.note}>
      Galley ended before this was saved ({formatMoment(recovered.typed)}), and the file has changed since.{' '}
      <Button
        onClick={() => {
          sync.replaceText(recovered.text);
          sync.dismissRecovered();
        }}
      >
        Bring back what I typed
      </Button>{' '}
      <Button onClick={() => sync.dismissRecovered()}>Keep the file</Button>
    </p>
  );
}
