/** What a build did not have to do, and why it did what it did. */
import type { TimingReport } from '../../shared/contract/timings.ts';
import { count, formatNumber } from '../words/numbers.ts';
import { madeSentence } from './summary.ts';
import css from './TimingsRoom.module.css';

/** Reasons shown; further ones are counted. */
const MOST = 12;

export function MadeAgain({ report }: { report: TimingReport }) {
  const { reasons } = report;
  if (reasons.length === 0 || madeSentence(report) === null) return null;
  const more = reasons.length - MOST;
  return (
    <section className={css.section} aria-labelledby="made-again">
      <h3 id="made-again">Why pages were made again</h3>
      <ol>
        {reasons.slice(0, MOST).map(({ reason, pages }) => (
          <li key={reason}>
            <span title={reason}>{reason}</span>
            <span className={css.value}>{count(pages, 'page')}</span>
          </li>
        ))}
        {more > 0 && <li className={css.value}>and {formatNumber(more)} other reasons</li>}
      </ol>
    </section>
  );
}
