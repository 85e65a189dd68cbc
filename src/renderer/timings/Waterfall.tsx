/**
 * Phases one under the other against time, and a lane for each thread. Filled is work; hatched is time in which the phase ran and
 * no processor worked for it. Each row can be reached by Tab and says what the pointer would show.
 */
import { useElementSize } from '@mantine/hooks';
import { useState } from 'react';
import type { TimingReport } from '../../shared/contract/timings.ts';
import { phaseWords } from '../../shared/phase-words.ts';
import type { LaneSpan, PhaseName, PhaseTiming } from '../../shared/report.ts';
import { count, formatDuration } from '../words/numbers.ts';
import { densityOf } from './density.ts';
import { phaseColors, phaseStories } from './phases.ts';
import css from './TimingsRoom.module.css';

const ROW = 26;
const BAR = 14;
const LABEL = 190;
const AXIS = 22;
const RIGHT = 70;

export function Waterfall({ report }: { report: TimingReport }) {
  const { ref, width } = useElementSize();
  const [looked, setLooked] = useState<PhaseName | null>(null);
  const lanes = laneNumbers(report.lanes);
  const scale = scaleOf(report.milliseconds, Math.max(width - LABEL - RIGHT, 100));
  const phasesHeight = report.phases.length * ROW;
  const height = AXIS + phasesHeight + (lanes.length > 0 ? AXIS + lanes.length * ROW : 0);
  return (
    <section ref={ref} className={css.waterfall} aria-label="Phases against time">
      {width > 0 && (
        <svg width={width} height={height} role="list" aria-label="Phases">
          <title>Phases of the build against time</title>
          <Hatching />
          <Axis scale={scale} milliseconds={report.milliseconds} height={height} />
          {report.phases.map((timing, i) => (
            <PhaseRow key={timing.phase} timing={timing} y={AXIS + i * ROW} scale={scale} onLook={setLooked} />
          ))}
          {lanes.map((lane, i) => (
            <Lane
              key={lane}
              lane={lane}
              spans={report.lanes.filter((span) => span.lane === lane)}
              y={AXIS + phasesHeight + AXIS + i * ROW}
              scale={scale}
              looked={looked}
            />
          ))}
        </svg>
      )}
      <p className={css.story} aria-live="polite">
        {looked === null ? 'Point at a phase, or reach it with Tab, to read what it does.' : phaseStories[looked]}
      </p>
    </section>
  );
}

type Scale = (milliseconds: number) => number;

function scaleOf(milliseconds: number, width: number): Scale {
  return (at) => LABEL + (at / Math.max(milliseconds, 0.001)) * width;
}

function laneNumbers(lanes: readonly LaneSpan[]): number[] {
  return [...new Set(lanes.map(({ lane }) => lane))].sort((a, b) => a - b);
}

function Hatching() {
  return (
    <defs>
      <pattern id="waiting" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <line x1="0" y1="0" x2="0" y2="6" stroke="var(--soft)" strokeWidth="1.5" />
      </pattern>
    </defs>
  );
}

function Axis({ scale, milliseconds, height }: { scale: Scale; milliseconds: number; height: number }) {
  return (
    <g aria-hidden className={css.axis}>
      {ticksOf(milliseconds).map((at) => (
        <g key={at} transform={`translate(${scale(at)} 0)`}>
          <line y1={AXIS - 6} y2={height} />
          <text y={12} textAnchor="middle">
            {at === 0 ? '0' : formatDuration(at)}
          </text>
        </g>
      ))}
    </g>
  );
}

/** Round instants, four to six of them. */
function ticksOf(milliseconds: number): number[] {
  const rough = milliseconds / 5;
  const power = 10 ** Math.floor(Math.log10(Math.max(rough, 0.1)));
  const step = [1, 2, 5, 10].map((n) => n * power).find((n) => n >= rough) ?? power * 10;
  const ticks: number[] = [];
  for (let at = 0; at <= milliseconds; at += step) ticks.push(at);
  return ticks;
}

interface RowProps {
  timing: PhaseTiming;
  y: number;
  scale: Scale;
  onLook(phase: PhaseName): void;
}

function PhaseRow({ timing, y, scale, onLook }: RowProps) {
  const { phase, start, wall, cpu, items } = timing;
  const from = scale(start);
  const width = Math.max(scale(start + wall) - from, 1.5);
  // Threads that worked at the same time make more processor time than wall time: then all of it is work.
  const worked = Math.min(cpu, wall);
  const workedWidth = wall > 0 ? (width * worked) / wall : width;
  const said = `${phaseWords[phase]}: ${formatDuration(wall)}, of processor time ${formatDuration(cpu)}, ${count(items, 'item')}`;
  return (
    <g
      role="listitem"
      tabIndex={0}
      aria-label={said}
      className={css.phaseRow}
      onFocus={() => onLook(phase)}
      onMouseEnter={() => onLook(phase)}
    >
      <title>{said}</title>
      <rect x={0} y={y} width="100%" height={ROW} className={css.rowBack} />
      <text x={8} y={y + 17}>
        {phaseWords[phase]}
      </text>
      <rect x={from} y={y + 6} width={width} height={BAR} fill="url(#waiting)" opacity={0.5} />
      <rect x={from} y={y + 6} width={workedWidth} height={BAR} fill={phaseColors[phase]} />
      <text x={from + width + 6} y={y + 17} className={css.value}>
        {formatDuration(wall)}
      </text>
    </g>
  );
}

interface LaneProps {
  lane: number;
  spans: readonly LaneSpan[];
  y: number;
  scale: Scale;
  looked: PhaseName | null;
}

/** Above this many tasks a lane is drawn as a density. */
const SINGLE = 400;

function Lane({ lane, spans, y, scale, looked }: LaneProps) {
  const name = lane === 0 ? 'Galley itself' : `Helper ${lane}`;
  const busy = spans.reduce((sum, { wall }) => sum + wall, 0);
  const said = `${name}: ${count(spans.length, 'task')}, ${formatDuration(busy)} of work`;
  return (
    <g role="listitem" aria-label={said}>
      <title>{said}</title>
      <text x={8} y={y + 17} className={css.value}>
        {name}
      </text>
      {spans.length <= SINGLE
        ? spans.map(({ start, wall, phase }) => (
            <rect
              key={`${start}${phase}`}
              x={scale(start)}
              y={y + 6}
              width={Math.max(scale(start + wall) - scale(start) - 0.5, 0.8)}
              height={BAR}
              fill={phaseColors[phase]}
              opacity={looked === null || looked === phase ? 1 : 0.25}
            />
          ))
        : densityOf(spans, scale).map(({ x, share, phase }) => (
            <rect
              key={x}
              x={x}
              y={y + 6 + BAR * (1 - share)}
              width={1}
              height={BAR * share}
              fill={phaseColors[phase]}
            />
          ))}
    </g>
  );
}
