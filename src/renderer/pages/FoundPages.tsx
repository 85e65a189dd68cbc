import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import type { PageRow } from '../../shared/contract/pages.ts';
import { openDocument, showPage } from '../state/actions.ts';
import css from './PagesPane.module.css';
import { RowLine } from './RowLine.tsx';

export function FoundPages({ rows, text }: { rows: readonly PageRow[]; text: string }) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 28,
    overscan: 12,
  });
  if (rows.length === 0) return <p className={css.empty}>No page has “{text.trim()}” in its title or file name.</p>;
  return (
    <div ref={scroller} className={css.scroller}>
      <ul className={css.found} aria-label="Pages found" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, key, start }) => {
          const row = rows[index] as PageRow;
          return (
            <li key={key} aria-setsize={rows.length} aria-posinset={index + 1}>
              <button
                type="button"
                className={css.row}
                style={{ transform: `translateY(${start}px)`, paddingLeft: 8 }}
                onClick={() => (row.file !== null ? openDocument(row.file) : row.url !== null && showPage(row.url))}
              >
                <RowLine row={row} folder={false} open={false} />
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
