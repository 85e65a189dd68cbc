import { Anchor, CloseButton } from '@mantine/core';
import { useState } from 'react';
import { attempt, openSite } from '../state/host.ts';
import { useStudio } from '../state/store.ts';
import css from './ProofsRoom.module.css';

/** On the tour: what it is for, and the way back to its beginning. */
export function TourNote() {
  const tour = useStudio((state) => state.session?.site.tour ?? false);
  const things = useStudio((state) => state.session?.proofs.things ?? 0);
  const [shown, setShown] = useState(true);
  if (!tour || !shown) return null;
  const again = async (): Promise<void> => {
    const made = await attempt('tour.open', { again: true });
    if (made !== null) await openSite(made.root);
  };
  return (
    <p className={css.tour}>
      <span>
        {things === 5
          ? 'This site has five mistakes to try things on. Begin with the first.'
          : things > 0
            ? 'Well done. Go on with the next.'
            : 'All five are mended. Publish it to the practice folder, and take it back again.'}{' '}
        <Anchor component="button" inherit onClick={() => void again()}>
          Start again
        </Anchor>
      </span>
      <CloseButton size="sm" aria-label="Dismiss" onClick={() => setShown(false)} />
    </p>
  );
}
