import { hotkeysCoreFeature, type ItemInstance, selectionFeature, syncDataLoaderFeature } from '@headless-tree/core';
import { useTree } from '@headless-tree/react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import type { PageRow } from '../../shared/contract/pages.ts';
import { openDocument, showPage } from '../state/actions.ts';
import { useStudio } from '../state/store.ts';
import css from './PagesPane.module.css';
import { buildPageTree, ROOT } from './page-tree.ts';
import { RowLine } from './RowLine.tsx';
import { useTypeAhead } from './use-type-ahead.ts';

/** Height of a row, CSS pixels. */
const ROW = 28;

/** Stands for a row that is gone while the tree still asks for it. */
const gone: PageRow = {
  id: '',
  file: null,
  title: '',
  depth: 0,
  kind: 'page',
  url: null,
  state: 'published',
  degraded: false,
  changed: false,
  things: 0,
  suggestions: 0,
};

export function PagesTree({ rows }: { rows: readonly PageRow[] }) {
  const model = useMemo(() => buildPageTree(rows), [rows]);
  const modelRef = useRef(model);
  modelRef.current = model;
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useRef<ReturnType<typeof useVirtualizer<HTMLDivElement, Element>> | null>(null);
  const tree = useTree<PageRow>({
    rootItemId: ROOT,
    initialState: { expandedItems: [...model.openAtFirst] },
    getItemName: (item) => item.getItemData().title,
    isItemFolder: (item) => modelRef.current.childrenOf(item.getId()).length > 0,
    scrollToItem: (item) => virtualizer.current?.scrollToIndex(item.getItemMeta().index),
    onPrimaryAction: (item) => openRow(item.getItemData()),
    dataLoader: {
      getItem: (id) => modelRef.current.row(id) ?? gone,
      getChildren: (id) => modelRef.current.childrenOf(id),
    },
    features: [syncDataLoaderFeature, selectionFeature, hotkeysCoreFeature],
  });
  // The tree keeps what it was given: new rows of the host are told to it.
  useEffect(() => {
    if (modelRef.current === model) tree.rebuildTree();
  }, [model, tree]);
  const items = tree.getItems();
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 12,
  });
  virtualizer.current = virtual;
  const typeAhead = useTypeAhead(items);
  return (
    <div ref={scroller} className={css.scroller} onKeyDown={typeAhead}>
      <div {...tree.getContainerProps('Pages')} style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map(({ index, key, start }) => {
          const item = items[index];
          return item ? <TreeRow key={key} item={item} start={start} /> : null;
        })}
      </div>
    </div>
  );
}

function TreeRow({ item, start }: { item: ItemInstance<PageRow>; start: number }) {
  const row = item.getItemData();
  const current = useStudio((state) => row.file !== null && state.destination?.file === row.file);
  return (
    <button
      type="button"
      {...item.getProps()}
      onClick={(event) => clickRow(item, event)}
      // Its name is what it shows: title, state, and what is to be mended.
      aria-label={undefined}
      className={css.row}
      data-current={current}
      style={{ transform: `translateY(${start}px)`, paddingLeft: 8 + row.depth * 14 }}
    >
      <RowLine row={row} folder={item.isFolder()} open={item.isExpanded()} />
    </button>
  );
}

/** A click on the arrow of a section opens or closes it; one beside it opens its page, and closes nothing. */
function clickRow(item: ItemInstance<PageRow>, { target }: React.MouseEvent): void {
  item.setFocused();
  if (item.isFolder() && target instanceof Element && target.closest(`.${css.chevron}`) !== null) {
    if (item.isExpanded()) item.collapse();
    else item.expand();
    return;
  }
  item.primaryAction();
  item.expand();
}

/** A click opens the document and its page; a page without a document is only shown. */
function openRow(row: PageRow): void {
  if (row.file !== null) openDocument(row.file);
  else if (row.url !== null) showPage(row.url);
}
