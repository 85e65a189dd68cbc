import { Table } from '@mantine/core';
import type { TimingReport } from '../../shared/contract/timings.ts';
import { phaseWords } from '../../shared/phase-words.ts';
import { formatDuration, formatNumber } from '../words/numbers.ts';
import { phaseStories } from './phases.ts';
import css from './TimingsRoom.module.css';

/** The same numbers as the picture. */
export function PhaseTable({ report }: { report: TimingReport }) {
  return (
    <Table className={css.table} aria-label="Phases of the build">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Phase</Table.Th>
          <Table.Th className={css.figure}>Began after</Table.Th>
          <Table.Th className={css.figure}>Took</Table.Th>
          <Table.Th className={css.figure}>Processor time</Table.Th>
          <Table.Th className={css.figure}>Items</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {report.phases.map(({ phase, start, wall, cpu, items }) => (
          <Table.Tr key={phase}>
            <Table.Td>
              {phaseWords[phase]}
              <span className={css.small}>{phaseStories[phase]}</span>
            </Table.Td>
            <Table.Td className={css.figure}>{formatDuration(start)}</Table.Td>
            <Table.Td className={css.figure}>{formatDuration(wall)}</Table.Td>
            <Table.Td className={css.figure}>{formatDuration(cpu)}</Table.Td>
            <Table.Td className={css.figure}>{formatNumber(items)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
