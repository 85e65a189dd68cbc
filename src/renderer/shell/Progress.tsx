/** A hairline under the top bar: as long as what is done of the phase that runs, when its end is known. */
import type { SiteState } from '../../shared/contract/session.ts';
import { phaseNames } from '../../shared/report.ts';
import css from './Progress.module.css';

export function Progress({ state }: { state: Extract<SiteState, { kind: 'building' }> }) {
  const { phase, done, total } = state;
  const before = phase === null ? 0 : phaseNames.indexOf(phase);
  const within = total === null || total === 0 ? 0 : done / total;
  const share = (before + Math.min(within, 1)) / phaseNames.length;
  return (
    <div
      className={css.track}
      role="progressbar"
      aria-label="The build"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(share * 100)}
    >
      <div className={css.done} style={{ transform: `scaleX(${share})` }} />
    </div>
  );
}
