import { Button, Progress } from '@mantine/core';
import { publishStepWords as words } from '../../shared/publish-words.ts';
import { attempt } from '../state/host.ts';
import type { PublishProgress as Running } from '../state/store.ts';
import { formatNumber } from '../words/numbers.ts';
import css from './ReleasesRoom.module.css';

/** A bar when the end is known, words when it is not. */
export function PublishProgress({ progress }: { progress: Running }) {
  const { operation, step, done, total } = progress;
  return (
    <section className={css.story} aria-label="Publishing" aria-live="polite">
      <p>
        {words[step]}
        {total !== null && total > 0 && `: ${formatNumber(done)} of ${formatNumber(total)}`}
      </p>
      {total !== null && total > 0 && <Progress value={(done / total) * 100} size="xs" aria-label={words[step]} />}
      <div>
        <Button onClick={() => void attempt('operation.cancel', { operation })}>Stop</Button>
      </div>
    </section>
  );
}
