/** What stands beside the work: the page as readers will see it, what is wrong with it, and where it comes from. */
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { PreviewPane } from '../preview/PreviewPane.tsx';
import { rememberUi } from '../state/actions.ts';
import { type SideTab, useStudio } from '../state/store.ts';
import css from './SidePane.module.css';

const PageProofs = lazy(() => import('../proofs/PageProofs.tsx').then((module) => ({ default: module.PageProofs })));
const Explain = lazy(() => import('../explain/Explain.tsx').then((module) => ({ default: module.Explain })));

const tabs: { tab: SideTab; label: string }[] = [
  { tab: 'preview', label: 'Preview' },
  { tab: 'proofs', label: 'Proofs' },
  { tab: 'explain', label: 'Explain' },
];

export function SidePane() {
  const side = useStudio((state) => state.side);
  const things = useThingsOfPage();
  const { panes } = useStudio((state) => state.ui);
  return (
    <>
      <div className={css.head}>
        <div role="tablist" aria-label="Beside the work" className={css.tabs} onKeyDown={moveTab}>
          {tabs.map(({ tab, label }) => (
            <button
              key={tab}
              type="button"
              role="tab"
              id={`side-tab-${tab}`}
              aria-selected={tab === side}
              aria-controls="side-panel"
              tabIndex={tab === side ? 0 : -1}
              className={css.tab}
              onClick={() => useStudio.setState({ side: tab })}
            >
              {label}
              {tab === 'proofs' && things > 0 && <span className={css.things}>{things}</span>}
            </button>
          ))}
        </div>
        <Tooltip label="Close this pane">
          <ActionIcon aria-label="Close this pane" onClick={() => rememberUi({ panes: { ...panes, side: 0 } })}>
            <IconX size={16} stroke={1.5} />
          </ActionIcon>
        </Tooltip>
      </div>
      <div role="tabpanel" id="side-panel" aria-labelledby={`side-tab-${side}`} className={css.panel}>
        {/* The preview stays mounted: its page keeps its place while something else is looked at. */}
        <div className={css.layer} hidden={side !== 'preview'}>
          <PreviewPane />
        </div>
        <Suspense fallback={null}>
          {side === 'proofs' && <PageProofs />}
          {side === 'explain' && <Explain />}
        </Suspense>
      </div>
    </>
  );
}

function useThingsOfPage(): number {
  const url = useStudio((state) => state.preview.url);
  return useStudio((state) => state.pages?.find((page) => page.url === url)?.things ?? 0);
}

function moveTab(event: React.KeyboardEvent): void {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  if (step === 0) return;
  const current = tabs.findIndex(({ tab }) => tab === useStudio.getState().side);
  const next = tabs[(current + step + tabs.length) % tabs.length] as (typeof tabs)[number];
  useStudio.setState({ side: next.tab });
  document.getElementById(`side-tab-${next.tab}`)?.focus();
}
