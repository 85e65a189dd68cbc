import { Tooltip } from '@mantine/core';
import type { TimingReport } from '../../shared/contract/timings.ts';
import { phaseWords } from '../../shared/phase-words.ts';
import { formatDuration } from '../words/numbers.ts';
import { phaseColors } from './phases.ts';
import css from './TimingsRoom.module.css';

/** A phase narrower than this share of the bar has no label in it. */
const LABELLED = 0.2;

/** The whole build as one bar. */
export function PhaseBar({ report }: { report: TimingReport }) {
  const total = report.phases.reduce((sum, { wall }) => sum + wall, 0) || 1;
  return (
    <div className={css.bar} role="img" aria-label={`The build of ${formatDuration(report.milliseconds)}, by phase`}>
      {report.phases.map(({ phase, wall }) => (
        <Tooltip key={phase} label={`${phaseWords[phase]}: ${formatDuration(wall)}`}>
          <div className={css.part} style={{ flexGrow: wall / total, background: phaseColors[phase] }}>
            {wall / total >= LABELLED && <span>{phaseWords[phase]}</span>}
          </div>
        </Tooltip>
      ))}
    </div>
  );
}
