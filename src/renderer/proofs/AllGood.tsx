import { Button } from '@mantine/core';
import { build, goTo } from '../state/actions.ts';
import { useStudio } from '../state/store.ts';
import css from './ProofsRoom.module.css';

/** No proof at all: everything is right, or was when it was looked at last, or nothing has been looked at yet. */
export function AllGood() {
  const kind = useStudio((state) => state.session?.state.kind);
  const built = useStudio((state) => (state.session?.lastBuild ?? null) !== null);
  if (built && (kind === 'good' || kind === 'building')) {
    return (
      <div className={css.empty}>
        <h2 className={css.good}>All good</h2>
        <p>Every link leads somewhere, every picture is there, and every page is as it was designed.</p>
        <Button onClick={() => goTo('releases')}>Publish</Button>
      </div>
    );
  }
  if (built) {
    return (
      <div className={css.empty}>
        <h2>Nothing was wrong in the last build</h2>
        <p>What changed after it is looked at by the next one.</p>
      </div>
    );
  }
  return (
    <div className={css.empty}>
      <h2>Nothing has been looked at yet</h2>
      <p>
        A build makes every page and says here what is wrong: links that lead nowhere, pictures that are missing, values
        that nobody wrote.
      </p>
      <Button onClick={() => void build()}>Build</Button>
    </div>
  );
}
