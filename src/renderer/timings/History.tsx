import type { ReportList } from '../../shared/contract/timings.ts';
import { formatDuration, formatMoment } from '../words/numbers.ts';
import css from './TimingsRoom.module.css';

interface Props {
  builds: ReportList['builds'];
  chosen: string;
  onChoose(started: string): void;
}

/** This build against earlier ones: a column each, the newest on the right. */
export function History({ builds, chosen, onChoose }: Props) {
  if (builds.length < 2) return null;
  const most = Math.max(...builds.map(({ milliseconds }) => milliseconds), 1);
  const oldestFirst = [...builds].reverse();
  return (
    <section className={css.section} aria-labelledby="earlier">
      <h3 id="earlier">Earlier builds</h3>
      <div className={css.history}>
        {oldestFirst.map(({ started, milliseconds }) => (
          <button
            key={started}
            type="button"
            className={css.build}
            aria-pressed={started === chosen}
            aria-label={`${formatMoment(started)}: ${formatDuration(milliseconds)}`}
            title={`${formatMoment(started)}: ${formatDuration(milliseconds)}`}
            onClick={() => onChoose(started)}
          >
            <span style={{ height: `${Math.max((milliseconds / most) * 100, 3)}%` }} />
          </button>
        ))}
      </div>
    </section>
  );
}
