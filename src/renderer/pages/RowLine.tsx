import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import type { PageRow } from '../../shared/contract/pages.ts';
import { count } from '../words/numbers.ts';
import css from './PagesPane.module.css';

const states: Record<PageRow['state'], string | null> = {
  published: null,
  draft: 'draft',
  future: 'later',
  expired: 'expired',
  unreadable: 'unreadable',
};

/** Title and state of one page; a red number for what is to be mended on it. */
export function RowLine({ row, folder, open }: { row: PageRow; folder: boolean; open: boolean }) {
  const state = states[row.state];
  const Chevron = open ? IconChevronDown : IconChevronRight;
  return (
    <>
      <span className={css.chevron}>{folder && <Chevron size={14} stroke={1.5} aria-hidden />}</span>
      <span className={css.title} data-kind={row.kind} data-state={row.state}>
        {row.title}
      </span>
      {row.changed && (
        <span
          className={css.changed}
          role="img"
          aria-label="changed since the last build"
          title="Changed since the last build"
        />
      )}
      {row.degraded && <span className={css.degraded}>not as designed</span>}
      {state !== null && <span className={css.state}>{state}</span>}
      {row.things > 0 && (
        <span className={css.things} role="img" aria-label={`${count(row.things, 'thing')} to fix`}>
          {row.things}
        </span>
      )}
    </>
  );
}
