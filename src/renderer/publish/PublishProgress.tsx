import { Button, Progress } from '@mantine/core';
import { attempt } from '../state/host.ts';
import type { PublishProgress as Running } from '../state/store.ts';
import { formatNumber } from '../words/numbers.ts';
import css from './ReleasesRoom.module.css';

const words: Record<Running['step'], string> = {
  planning: 'Looking at what is there',
  assets: 'Sending pictures and styles',
  pages: 'Sending pages',
  feeds: 'Sending feeds and the index',
  removing: 'Removing what is not needed any more',
  receipt: 'Noting what was published',
};

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
