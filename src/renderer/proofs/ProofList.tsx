import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { ProofList as List, ProofRow } from '../../shared/contract/proofs.ts';
import { isFocusFree } from '../shell/focus.ts';
import { useStudio } from '../state/store.ts';
import { count } from '../words/numbers.ts';
import css from './ProofsRoom.module.css';

/** Id of the list's element. */
export const LIST = 'proof-list';

export function ProofList({ list, chosen, onMore }: { list: List; chosen: string | null; onMore: () => void }) {
  const scroller = useRef<HTMLDivElement>(null);
  const { rows, total } = list;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 64,
    overscan: 8,
  });
  useEffect(() => {
    if (isFocusFree()) scroller.current?.focus();
  }, []);
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= rows.length - 20 && rows.length < total) onMore();
  }, [last, rows.length, total, onMore]);
  if (rows.length === 0) {
    return <p className={css.none}>Nothing here matches. Look at everything, or use other words.</p>;
  }
  const choose = (index: number): void => {
    const row = rows[index];
    if (row === undefined) return;
    useStudio.setState({ proof: row.id });
    virtual.scrollToIndex(index);
  };
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const at = rows.findIndex(({ id }) => id === chosen);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    choose(Math.min(Math.max(to, 0), rows.length - 1));
  };
  return (
    <div
      ref={scroller}
      id={LIST}
      className={css.list}
      role="listbox"
      aria-label="Proofs"
      tabIndex={0}
      data-pane-focus
      aria-activedescendant={chosen === null ? undefined : `proof-${chosen}`}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {items.map(({ index, key, start }) => {
          const row = rows[index] as ProofRow;
          return (
            <div
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              id={`proof-${row.id}`}
              role="option"
              aria-selected={row.id === chosen}
              aria-setsize={total}
              aria-posinset={index + 1}
              className={css.row}
              data-severity={row.severity}
              style={{ transform: `translateY(${start}px)` }}
              onClick={() => choose(index)}
            >
              <Row row={row} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

function Row({ row }: { row: ProofRow }) {
  return (
    <>
      <span className={css.message}>{row.message}</span>
      <span className={css.meta}>
        <span className={css.where}>
          {row.muted !== null
            ? 'muted'
            : row.severity === 'hint'
              ? 'suggestion'
              : row.pageCount > 1
                ? count(row.pageCount, 'page')
                : (row.file?.replace(/^content\//, '') ?? 'the whole site')}
        </span>
        {row.fixable && row.muted === null && <span className={css.fixable}>· can be mended here</span>}
      </span>
    </>
  );
}
