import { Button, Group, Modal } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ReleaseSummary, TargetSummary } from '../../shared/contract/publish.ts';
import { attempt } from '../state/host.ts';
import { useStudio } from '../state/store.ts';
import { count, formatMoment } from '../words/numbers.ts';
import css from './ReleasesRoom.module.css';

export function Releases({ target }: { target: TargetSummary }) {
  const [releases, setReleases] = useState<readonly ReleaseSummary[]>([]);
  const [undoing, setUndoing] = useState(false);
  const busy = useStudio((state) => state.publish.progress !== null);
  useEffect(() => {
    void attempt('publish.releases', { target: target.id }).then((answer) => answer && setReleases(answer.releases));
  }, [target.id]);
  if (releases.length === 0) return <p className={css.hint}>Nothing was published there from this computer yet.</p>;
  return (
    <section aria-labelledby="releases">
      <h3 id="releases" className={css.heading}>
        Releases
      </h3>
      <ol className={css.releases}>
        {releases.map(({ id, published, story, files, restored }) => (
          <li key={id}>
            <span className={css.when}>{formatMoment(published)}</span>
            <span>
              {story}
              {restored && ' (taken back)'}
              <span className={css.hint}> · {count(files, 'file')}</span>
            </span>
            {id === target.lastRelease?.id && (
              <Button disabled={busy} onClick={() => setUndoing(true)}>
                Take it back…
              </Button>
            )}
          </li>
        ))}
      </ol>
      <UndoDialog target={target} opened={undoing} first={releases.length === 1} onClose={() => setUndoing(false)} />
    </section>
  );
}

function UndoDialog({
  target,
  opened,
  first,
  onClose,
}: {
  target: TargetSummary;
  opened: boolean;
  first: boolean;
  onClose: () => void;
}) {
  const undo = async (): Promise<void> => {
    onClose();
    const started = await attempt('publish.undo', { target: target.id });
    if (started === null) return;
    useStudio.setState(({ publish }) => ({
      publish: { ...publish, progress: { operation: started.operation, step: 'planning', done: 0, total: null } },
    }));
  };
  return (
    <Modal opened={opened} onClose={onClose} title="Take the last release back?">
      <p>
        {first
          ? 'It was the first: everything that Galley put there is taken away. Other files stay.'
          : 'The release before it is put in its place. Your texts on this computer are not changed.'}
      </p>
      <Group justify="flex-end">
        <Button onClick={onClose} data-autofocus>
          Leave it
        </Button>
        <Button variant="filled" onClick={() => void undo()}>
          Take it back
        </Button>
      </Group>
    </Modal>
  );
}
