/** One quiet line over the page when it is not what readers will see: a draft, a page not as designed, a stranger's site. */
import { Anchor } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { BrokenPage } from '../../shared/contract/preview.ts';
import { openDocument, showSide } from '../state/actions.ts';
import { ask, attempt, onHostEvent } from '../state/host.ts';
import { useStudio } from '../state/store.ts';
import { formatMoment } from '../words/numbers.ts';
import css from './PreviewPane.module.css';

const unpublished = {
  draft: 'Not published: draft.',
  future: 'Not published yet: its date is in the future.',
  expired: 'Not published any more: it has expired.',
  unreadable: 'Not published: the document cannot be read.',
  published: null,
} as const;

export function PageNotes({ url }: { url: string }) {
  const page = useStudio((state) => state.pages?.find((row) => row.url === url));
  const mine = useStudio((state) => state.session?.site.mine ?? true);
  const state = page === undefined ? null : unpublished[page.state];
  return (
    <>
      {state !== null && (
        <p className={css.note} data-tone="look">
          {state}
        </p>
      )}
      <Broken url={url} />
      {!mine && (
        <p className={css.note} data-tone="look">
          This site was not made on this computer, so its preview stays off the internet.{' '}
          <Anchor component="button" inherit onClick={() => void attempt('session.trust', {})}>
            It is mine, go online
          </Anchor>
        </p>
      )}
    </>
  );
}

/** A page that an edit broke: what is the matter, and which version of it is looked at. */
function Broken({ url }: { url: string }) {
  const broken = useBroken(url);
  const [version, setVersion] = useState<'now' | 'last-good'>('last-good');
  const isBroken = broken !== null;
  useEffect(() => {
    // Mended: the next mistake is met as the first was.
    if (!isBroken) setVersion('last-good');
  }, [isBroken]);
  if (broken === null) return null;
  const { what, message, file, line, column, good } = broken;
  const show = (next: 'now' | 'last-good'): void => {
    setVersion(next);
    void attempt('preview.show', { version: next });
  };
  const asItIs = good === null || version === 'now';
  return (
    <div className={css.note} data-tone="bad" role="status">
      {asItIs ? asItIsWords[what] : `How it looked ${formatMoment(good)}, before the mistake.`} {message}{' '}
      <Anchor component="button" inherit onClick={() => showSide('proofs')}>
        See why
      </Anchor>
      {file !== null && line !== null && (
        <>
          {' · '}
          <Anchor component="button" inherit onClick={() => openDocument(file, line, column)}>
            Go to line {line}
          </Anchor>
        </>
      )}
      {good !== null && what !== 'text' && (
        <>
          {' · '}
          <Anchor component="button" inherit onClick={() => show(asItIs ? 'last-good' : 'now')}>
            {asItIs ? `How it looked ${formatMoment(good)}` : 'As it is now'}
          </Anchor>
        </>
      )}
    </div>
  );
}

const asItIsWords = {
  design: 'The design of this page does not work; only its text is shown.',
  values: 'It is shown without the values at its top.',
  text: 'This page cannot be shown.',
} as const;

function useBroken(url: string): BrokenPage | null {
  const [state, setState] = useState<{ url: string; broken: BrokenPage | null }>({ url, broken: null });
  useEffect(() => {
    let heard = false;
    const stop = onHostEvent((event) => {
      if (event.type !== 'broken' || event.url !== url) return;
      heard = true;
      setState({ url, broken: event.broken });
    });
    ask('preview.broken', { url }).then(
      ({ broken }) => heard || setState({ url, broken }),
      () => undefined,
    );
    return () => {
      heard = true;
      stop();
    };
  }, [url]);
  return state.url === url ? state.broken : null;
}
