import type { PublishState } from '../state/store.ts';
import css from './ReleasesRoom.module.css';

export function Outcome({ outcome }: { outcome: NonNullable<PublishState['outcome']> }) {
  const { tone, message, detail } = outcome;
  return (
    <div role={tone === 'bad' ? 'alert' : 'status'}>
      <p className={tone === 'good' ? css.good : css.bad}>{message}</p>
      {detail !== undefined && (
        <details className={css.hint}>
          <summary>Technical details</summary>
          <code>{detail}</code>
        </details>
      )}
    </div>
  );
}
