/** Where the time of a build went: one bar and one sentence, then every phase and who worked on it. */
import { Button, SegmentedControl, Select } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ReportList, TimingReport } from '../../shared/contract/timings.ts';
import { build } from '../state/actions.ts';
import { ask, attempt } from '../state/host.ts';
import { useStudio } from '../state/store.ts';
import { count, formatDuration, formatMoment, formatNumber } from '../words/numbers.ts';
import { History } from './History.tsx';
import { MadeAgain } from './MadeAgain.tsx';
import { PhaseBar } from './PhaseBar.tsx';
import { PhaseTable } from './PhaseTable.tsx';
import { Slowest } from './Slowest.tsx';
import { madeSentence, remadeSentence, timeSentence } from './summary.ts';
import css from './TimingsRoom.module.css';
import { Waterfall } from './Waterfall.tsx';

export function TimingsRoom() {
  const { list, report, chosen, choose } = useReports();
  const [form, setForm] = useState<'picture' | 'table'>('picture');
  if (list === null) return null;
  if (list.builds.length === 0) return <NoTimings />;
  if (report === null) return null;
  return (
    <div className={css.room}>
      <header className={css.head}>
        <h2 className={css.sentence}>{timeSentence(report.milliseconds, report.phases)}</h2>
        <Facts report={report} />
      </header>
      <PhaseBar report={report} />
      <div className={css.controls}>
        <Select
          size="xs"
          aria-label="Which build"
          data={list.builds.map(({ started, milliseconds }, i) => ({
            value: started,
            label: `${i === 0 ? 'The last build' : formatMoment(started)}, ${formatDuration(milliseconds)}`,
          }))}
          value={chosen}
          allowDeselect={false}
          onChange={(value) => value && choose(value)}
        />
        <SegmentedControl
          size="xs"
          aria-label="Form"
          data={[
            { value: 'picture', label: 'Picture' },
            { value: 'table', label: 'Table' },
          ]}
          value={form}
          onChange={(value) => setForm(value as typeof form)}
        />
        <Button onClick={() => void exportTrace(report.started)}>Save as a trace file</Button>
      </div>
      {form === 'picture' ? <Waterfall report={report} /> : <PhaseTable report={report} />}
      <History builds={list.builds} chosen={report.started} onChoose={choose} />
      <div className={css.lists}>
        <MadeAgain report={report} />
        <Slowest report={report} />
      </div>
    </div>
  );
}

function Facts({ report }: { report: TimingReport }) {
  const { counts, pagesPerSecond, workers } = report;
  const made = madeSentence(report) ?? `${count(counts.pages, 'page')}, ${formatNumber(pagesPerSecond)} a second`;
  const by = workers === 0 ? ', in one thread' : `, with ${count(workers, 'helper')}`;
  const same = madeSentence(report) === null && counts.unchanged > 0;
  return (
    <p className={css.facts}>
      {made}
      {counts.rendered > 0 && by}
      {same && `; ${count(counts.unchanged, 'file')} came out as before`}. {remadeSentence(report)}
    </p>
  );
}

function NoTimings() {
  return (
    <div className={css.empty}>
      <h2>No timings yet</h2>
      <p>After a build this shows where its time went: reading, making pages, pictures, checking links.</p>
      <Button onClick={() => void build()}>Build</Button>
    </div>
  );
}

function useReports() {
  const built = useStudio((state) => state.session?.lastBuild?.started);
  const [list, setList] = useState<ReportList | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [report, setReport] = useState<TimingReport | null>(null);
  useEffect(() => {
    let wanted = true;
    // A new build is looked at when it is there.
    void built;
    ask('reports.list', {}).then(
      (answer) => {
        if (!wanted) return;
        setList(answer);
        setChosen(answer.builds[0]?.started ?? null);
      },
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [built]);
  useEffect(() => {
    if (chosen === null) return;
    let wanted = true;
    ask('reports.read', { started: chosen }).then(
      (answer) => wanted && setReport(answer),
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [chosen]);
  return { list, report, chosen, choose: setChosen };
}

async function exportTrace(started: string): Promise<void> {
  const trace = await attempt('reports.trace', { started });
  if (trace === null) return;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([trace.text], { type: 'application/json' }));
  link.download = trace.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
