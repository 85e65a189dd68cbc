/** Where something on the page comes from that is no text of a document: one sentence, and the way there. */
import { ActionIcon, Anchor, Tooltip } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { Origin } from '../../shared/contract/explain.ts';
import { openDocument, showPage } from '../state/actions.ts';
import { ask } from '../state/host.ts';
import { useStudio } from '../state/store.ts';
import css from './PreviewPane.module.css';
import type { DesignPlace, Picked } from './picked.ts';

type Elsewhere = Exclude<Picked, { kind: 'text' }>;

interface Props {
  picked: Elsewhere;
  /** Of the page that it was picked on. */
  url: string;
  onClose(): void;
}

export function OriginNote({ picked, url, onClose }: Props) {
  const origins = useOrigins(picked, url);
  if (origins === null) return null;
  const design = picked.design;
  return (
    <div className={css.origin} role="status">
      <p>{sentence(origins)}</p>
      <div className={css.ways}>
        {origins.map((origin) => (
          <Way key={`${origin.technical}${origin.file}`} origin={origin} alone={origins.length === 1} />
        ))}
        {design !== null && <DesignWay design={design} only={origins.length === 0} />}
      </div>
      <Tooltip label="Close">
        <ActionIcon aria-label="Close" className={css.close} onClick={onClose}>
          <IconX size={14} stroke={1.5} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}

/** null while the host is asked. What is written in the text that is open is gone to at once. */
function useOrigins(picked: Elsewhere, url: string): readonly Origin[] | null {
  const [origins, setOrigins] = useState<readonly Origin[] | null>(null);
  useEffect(() => {
    let wanted = true;
    const take = (found: readonly Origin[]): void => {
      if (!wanted) return;
      setOrigins(found);
      const here = found.find(({ file }) => file === useStudio.getState().destination?.file);
      if (here?.file && useStudio.getState().room === 'write') openDocument(here.file, here.line);
    };
    if (picked.kind === 'design') take([]);
    else
      ask('explain.values', { url, values: picked.values }).then(
        ({ origins: found }) => take(found),
        () => take([]),
      );
    return () => {
      wanted = false;
    };
  }, [picked, url]);
  return origins;
}

function sentence(origins: readonly Origin[]): string {
  if (origins.length === 0) return 'This is part of the design.';
  const labels = origins.map(({ label }) => label.charAt(0).toLowerCase() + label.slice(1));
  const last = labels.pop() as string;
  return `This comes from ${labels.length === 0 ? last : `${labels.join(', ')} and ${last}`}.`;
}

function Way({ origin, alone }: { origin: Origin; alone: boolean }) {
  const technical = useStudio((state) => state.ui.technicalDetails);
  const { file, line, url, label } = origin;
  const go = file !== null ? () => openDocument(file, line) : url !== null ? () => showPage(url) : null;
  return (
    <span>
      {go !== null && (
        <Anchor component="button" inherit onClick={go} aria-label={alone ? undefined : `Go to ${label}`}>
          {alone ? 'Go to it' : (file ?? 'Show it')}
        </Anchor>
      )}
      {alone && file !== null && <span className={css.where}>{line === null ? file : `${file}, line ${line}`}</span>}
      {technical && <code className={css.where}>{origin.technical}</code>}
    </span>
  );
}

function DesignWay({ design, only }: { design: DesignPlace; only: boolean }) {
  const { file, line, column } = design;
  return (
    <span>
      <Anchor component="button" inherit onClick={() => openDocument(file, line, column)}>
        {only ? 'Show it' : 'Where the design shows it'}
      </Anchor>
      {only && <span className={css.where}>{`${file}, line ${line}`}</span>}
    </span>
  );
}
