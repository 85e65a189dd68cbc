/** The page as readers will see it, in an origin of its own. What it says is a hint: nothing is built, saved or published by it. */
import { ActionIcon, SegmentedControl, Tooltip } from '@mantine/core';
import { IconArrowLeft, IconArrowRight, IconRefresh } from '@tabler/icons-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { PreviewHint } from '../../shared/contract/preview.ts';
import { nextPane } from '../shell/use-studio-keys.ts';
import { openDocument, rememberUi, showPage } from '../state/actions.ts';
import { attempt } from '../state/host.ts';
import { useStudio } from '../state/store.ts';
import { originHere, readable } from './address.ts';
import { DeviceFrame } from './DeviceFrame.tsx';
import { LeaveCard } from './LeaveCard.tsx';
import { OriginNote } from './OriginNote.tsx';
import { PageNotes } from './PageNotes.tsx';
import css from './PreviewPane.module.css';
import { type Picked, picked } from './picked.ts';
import { useHistory } from './use-history.ts';

const widths = [
  { value: 'phone', label: 'Phone' },
  { value: 'tablet', label: 'Tablet' },
  { value: 'desktop', label: 'Desktop' },
  { value: 'wide', label: 'Wide' },
];

export function PreviewPane() {
  const site = useStudio((state) => state.session?.site);
  const url = useStudio((state) => state.preview.url);
  const width = useStudio((state) => state.ui.previewWidth);
  const history = useHistory(url);
  const [leaving, setLeaving] = useState<string | null>(null);
  const [lost, setLost] = useState(false);
  const [elsewhere, setElsewhere] = useState<Exclude<Picked, { kind: 'text' }> | null>(null);

  const hear = useCallback((hint: PreviewHint) => {
    if (hint.type === 'ready') {
      setLost(false);
      setLeaving(null);
      setElsewhere(null);
      if (hint.url !== useStudio.getState().preview.url) showPage(hint.url);
    } else if (hint.type === 'leave') setLeaving(hint.url);
    else if (hint.type === 'pick') {
      const found = picked(hint.chain);
      setElsewhere(found === null || found.kind === 'text' ? null : found);
      if (found?.kind === 'text') openDocument(found.file, found.line);
    } else if (hint.type === 'key') {
      if (hint.key === 'F6') nextPane(1);
      else document.querySelector<HTMLElement>('.cm-content')?.focus();
    }
  }, []);
  const silent = useCallback(() => setLost(true), []);
  useFreshOrigin(url, lost);

  if (site === undefined || url === null) return <p className={css.empty}>Choose a page to see it here.</p>;
  return (
    <>
      <div className={css.bar}>
        <Step label="Back" to={history.back} icon={IconArrowLeft} />
        <Step label="Forward" to={history.forward} icon={IconArrowRight} />
        <Tooltip label="Load again">
          <ActionIcon aria-label="Load again" onClick={reload}>
            <IconRefresh size={16} stroke={1.5} />
          </ActionIcon>
        </Tooltip>
        <span className={css.address} title={url}>
          {readable(url)}
        </span>
        <SegmentedControl
          size="xs"
          aria-label="Width of the preview"
          data={widths}
          value={width}
          onChange={(value) => rememberUi({ previewWidth: value as typeof width })}
        />
      </div>
      <PageNotes url={url} />
      <div className={css.stage}>
        <DeviceFrame
          origin={originHere(site.previewOrigin, window.location.href)}
          url={url}
          width={width}
          onHint={hear}
          onSilent={silent}
        />
        {lost && <WentElsewhere back={history.back} />}
        {elsewhere !== null && <OriginNote picked={elsewhere} url={url} onClose={() => setElsewhere(null)} />}
        {leaving !== null && <LeaveCard url={leaving} onClose={() => setLeaving(null)} />}
      </div>
    </>
  );
}

/** A page that does not answer may hold up the process of its origin: what is loaded after it comes from another one. */
function useFreshOrigin(url: string | null, lost: boolean): void {
  const reload = useStudio((state) => state.preview.reload);
  const isLost = useRef(lost);
  isLost.current = lost;
  useEffect(() => {
    void [url, reload];
    if (isLost.current) void attempt('preview.renew', {});
  }, [url, reload]);
}

function Step({ label, to, icon: Icon }: { label: string; to: (() => void) | null; icon: typeof IconArrowLeft }) {
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} disabled={to === null} onClick={() => to?.()}>
        <Icon size={16} stroke={1.5} />
      </ActionIcon>
    </Tooltip>
  );
}

function reload(): void {
  useStudio.setState(({ preview }) => ({ preview: { ...preview, reload: preview.reload + 1 } }));
}

function WentElsewhere({ back }: { back: (() => void) | null }) {
  return (
    <div className={css.card} role="alert">
      <p>This page went somewhere else, or does not answer.</p>
      <button type="button" onClick={back ?? reload}>
        {back === null ? 'Load it again' : 'Back'}
      </button>
    </div>
  );
}
