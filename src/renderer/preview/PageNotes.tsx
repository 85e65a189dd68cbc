/** One quiet line over the page when it is not what readers will see: a draft, a page not as designed, a stranger's site. */
import { Anchor } from '@mantine/core';
import { useEffect, useState } from 'react';
import { showSide } from '../state/actions.ts';
import { ask, attempt } from '../state/host.ts';
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
      {page?.degraded && <Degraded url={url} />}
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

/** A page that is not as designed, beside how it was when it last was. */
function Degraded({ url }: { url: string }) {
  const built = useStudio((state) => state.session?.lastBuild?.started);
  const [made, setMade] = useState<string | null>(null);
  const [version, setVersion] = useState<'now' | 'last-good'>('now');
  useEffect(() => {
    let wanted = true;
    // Another build may have kept another one.
    void built;
    ask('preview.lastGood', { url }).then(
      (answer) => wanted && setMade(answer.made),
      () => wanted && setMade(null),
    );
    return () => {
      wanted = false;
    };
  }, [url, built]);
  const show = async (next: 'now' | 'last-good'): Promise<void> => {
    setVersion(next);
    await attempt('preview.show', { version: next });
  };
  return (
    <div className={css.note} data-tone="bad">
      {version === 'now'
        ? 'The design of this page does not work; only its text is shown.'
        : `How it looked ${made === null ? 'before' : formatMoment(made)}, before the mistake.`}{' '}
      <Anchor component="button" inherit onClick={() => showSide('proofs')}>
        See why
      </Anchor>
      {made !== null && (
        <>
          {' · '}
          <Anchor component="button" inherit onClick={() => void show(version === 'now' ? 'last-good' : 'now')}>
            {version === 'now' ? `How it looked ${formatMoment(made)}` : 'As it is now'}
          </Anchor>
        </>
      )}
    </div>
  );
}
