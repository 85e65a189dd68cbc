import { Button } from '@mantine/core';
import { build, goTo } from '../state/actions.ts';
import { useStudio } from '../state/store.ts';
import css from './ProofsRoom.module.css';

/** No proof at all: either everything is right, or nothing has been looked at yet. */
export function AllGood() {
  const kind = useStudio((state) => state.session?.state.kind);
  if (kind === 'good') {
    return (
      <div className={css.empty}>
        <h2 className={css.good}>All good</h2>
        <p>Every link leads somewhere, every picture is there, and every page is as it was designed.</p>
        <Button variant="filled" onClick={() => goTo('releases')}>
          Publish
        </Button>
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
