/** The window around an open site: bar, rail, and three panes: pages, the work, and what shows it. */
import { Drawer, Splitter } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { Suspense, useEffect, useRef } from 'react';
import { PagesPane } from '../pages/PagesPane.tsx';
import { Palette } from '../palette/Palette.tsx';
import { SidePane } from '../side/SidePane.tsx';
import { rememberUi } from '../state/actions.ts';
import { useStudio } from '../state/store.ts';
import { useUnsent } from '../write/use-unsent.ts';
import { isFocusFree } from './focus.ts';
import { Rail } from './Rail.tsx';
import { RecentChanges } from './RecentChanges.tsx';
import { rooms } from './rooms.tsx';
import css from './Shell.module.css';
import { StatusLine } from './StatusLine.tsx';
import { TopBar } from './TopBar.tsx';
import { usePainted } from './use-painted.ts';
import { useStudioKeys } from './use-studio-keys.ts';

/** Below this the tree is a drawer. CSS pixels. */
const NARROW = 1280;

export function Shell() {
  const narrow = useMediaQuery(`(max-width: ${NARROW - 1}px)`, false, { getInitialValueInEffect: false });
  useStudioKeys();
  useUnsent();
  return (
    <div className={css.shell}>
      <TopBar narrow={narrow} />
      <div className={css.body}>
        <Rail />
        <Panes narrow={narrow} />
      </div>
      <StatusLine />
      {narrow && <TreeDrawer />}
      <Palette />
      <RecentChanges />
    </div>
  );
}

function Panes({ narrow }: { narrow: boolean }) {
  const { panes, previewWidth } = useStudio((state) => state.ui);
  // The tree comes first: the page beside it is another window to the browser, and takes a while to begin.
  const painted = usePainted();
  const tree = !narrow && panes.tree > 0;
  const side = panes.side > 0;
  const wide = side && previewWidth === 'wide';
  const remember = (sizes: readonly (string | number)[]): void => {
    const pixels = (at: number): number => Math.round(Number.parseFloat(String(sizes[at])));
    rememberUi({
      panes: {
        tree: tree ? pixels(0) : panes.tree,
        side: side && !narrow ? pixels(sizes.length - 1) : panes.side,
      },
    });
  };
  return (
    <Splitter
      key={`${tree}${side}${wide}${narrow}`}
      className={css.panes}
      withHandle={false}
      lineSize={1}
      step="16px"
      shiftStep="64px"
      onResizeEnd={(_handle, sizes) => remember(sizes)}
    >
      {tree && (
        <Splitter.Pane defaultSize={`${panes.tree}px`} min="180px" max="480px">
          <section className={css.pane} aria-label="Pages" data-pane="pages">
            <PagesPane />
          </section>
        </Splitter.Pane>
      )}
      {!wide && (
        <Splitter.Pane defaultSize={narrow && side ? '50%' : '100%'} min="320px">
          <Work />
        </Splitter.Pane>
      )}
      {side && (
        <Splitter.Pane defaultSize={narrow ? '50%' : wide ? '100%' : `${panes.side}px`} min="300px">
          <section className={css.pane} aria-label="Beside the work" data-pane="side">
            {painted && <SidePane />}
          </section>
        </Splitter.Pane>
      )}
    </Splitter>
  );
}

function Work() {
  const room = useStudio((state) => state.room);
  const pane = useRef<HTMLElement>(null);
  const left = useRef(room);
  useEffect(() => {
    if (left.current === room) return;
    left.current = room;
    // What had the focus went with the room that was left, or with the box in which this one was chosen.
    if (isFocusFree()) pane.current?.focus();
  }, [room]);
  const entry = rooms.find((one) => one.room === room);
  if (entry === undefined) return null;
  return (
    <main ref={pane} className={css.work} aria-label={entry.label} data-pane="work" tabIndex={-1}>
      <Suspense fallback={null}>
        <entry.Component />
      </Suspense>
    </main>
  );
}

function TreeDrawer() {
  const open = useStudio((state) => state.treeOpen);
  return (
    <Drawer
      opened={open}
      onClose={() => useStudio.setState({ treeOpen: false })}
      title="Pages"
      size={320}
      padding={0}
      transitionProps={{ duration: 120 }}
    >
      <div className={css.drawer}>
        <PagesPane />
      </div>
    </Drawer>
  );
}
