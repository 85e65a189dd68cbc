/** One quiet line over the page when it is not what readers will see: a draft, a page not as designed, a stranger's site. */
import { Anchor } from '@mantine/core';
import { showSide } from '../state/actions.ts';
import { attempt } from '../state/host.ts';
import { useStudio } from '../state/store.ts';
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
      {page?.degraded && (
        <p className={css.note} data-tone="bad">
          The design of this page does not work; only its text is shown.{' '}
          <Anchor component="button" inherit onClick={() => showSide('proofs')}>
            See why
          </Anchor>
        </p>
      )}
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
