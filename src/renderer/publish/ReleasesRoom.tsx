/** Publishing: where to, what would change, one confirmation; and every release, which can be taken back. */
import { Button, SegmentedControl } from '@mantine/core';
import { useCallback, useEffect, useState } from 'react';
import type { TargetSummary } from '../../shared/contract/publish.ts';
import { attempt } from '../state/host.ts';
import { useStudio } from '../state/store.ts';
import { AddTarget } from './AddTarget.tsx';
import { Outcome } from './Outcome.tsx';
import { PublishProgress } from './PublishProgress.tsx';
import { Releases } from './Releases.tsx';
import css from './ReleasesRoom.module.css';
import { Story } from './Story.tsx';
import { TargetHead } from './TargetHead.tsx';

export function ReleasesRoom() {
  const { targets, git, refresh } = useTargets();
  const { target: chosen, progress, story, outcome } = useStudio((state) => state.publish);
  const [adding, setAdding] = useState(false);
  useEffect(() => {
    // What was pressed may be gone with what it asked: the room has the focus then, and Tab leads to what comes next.
    void [targets, progress, story];
    if (!adding && document.activeElement === document.body) {
      document.querySelector<HTMLElement>('[data-pane="work"]')?.focus();
    }
  }, [targets, progress, story, adding]);
  if (targets === null) return null;
  const target = targets.find(({ id }) => id === chosen) ?? targets[0];
  return (
    <div className={css.room}>
      {target === undefined ? (
        <NoTarget onAdd={() => setAdding(true)} />
      ) : (
        <>
          {targets.length > 1 && (
            <SegmentedControl
              size="xs"
              aria-label="Where to publish"
              data={targets.map(({ id, name }) => ({ value: id, label: name }))}
              value={target.id}
              onChange={(id) =>
                useStudio.setState(({ publish }) => ({ publish: { ...publish, target: id, story: null } }))
              }
            />
          )}
          <TargetHead target={target} onChange={refresh} />
          {outcome !== null && <Outcome outcome={outcome} />}
          {progress !== null && <PublishProgress progress={progress} />}
          {progress === null && story !== null && story.target.id === target.id && <Story story={story} />}
          {progress === null && (story === null || story.nothing) && target.confirmed && target.problem === null && (
            <div>
              <Button size="sm" variant="filled" onClick={() => void plan(target)}>
                Publish…
              </Button>
              <p className={css.hint}>First everything is saved and built, and you see what would change.</p>
            </div>
          )}
          <Releases target={target} key={`${target.id}${target.lastRelease?.id ?? ''}`} />
          <div>
            <Button onClick={() => setAdding(true)}>Add another place to publish to</Button>
          </div>
        </>
      )}
      {adding && (
        <AddTarget
          git={git}
          onClose={() => setAdding(false)}
          onAdded={(added) => {
            setAdding(false);
            useStudio.setState(({ publish }) => ({ publish: { ...publish, target: added.id, story: null } }));
            refresh();
          }}
        />
      )}
    </div>
  );
}

function useTargets() {
  const [state, setState] = useState<{ targets: TargetSummary[] | null; git: boolean }>({ targets: null, git: true });
  const outcome = useStudio((studio) => studio.publish.outcome);
  const refresh = useCallback(() => {
    void attempt('publish.targets', {}).then((answer) => answer && setState(answer));
  }, []);
  useEffect(() => {
    // How a publish ended changes what its place shows.
    void outcome;
    refresh();
  }, [outcome, refresh]);
  return { ...state, refresh };
}

async function plan(target: TargetSummary): Promise<void> {
  useStudio.setState(({ publish }) => ({ publish: { ...publish, story: null } }));
  const started = await attempt('publish.plan', { target: target.id });
  if (started === null) return;
  useStudio.setState(({ publish }) => ({
    publish: {
      ...publish,
      target: target.id,
      outcome: null,
      // An event may have come before this answer.
      progress:
        publish.story === null ? { operation: started.operation, step: 'planning', done: 0, total: null } : null,
    },
  }));
}

function NoTarget({ onAdd }: { onAdd: () => void }) {
  return (
    <div className={css.empty}>
      <h2>Publishing is not set up</h2>
      <p>
        Galley can put your site into a folder, for any web server, or into a branch of a Git repository, as many hosts
        want it. You see what changes before anything happens, and every release can be taken back.
      </p>
      <Button variant="filled" onClick={onAdd}>
        Choose where to publish
      </Button>
    </div>
  );
}
