/** The first screen: go on with a site, open a folder, begin from a starter, or try things on the tour. */
import { Button } from '@mantine/core';
import { IconFolderOpen, IconMap2 } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { Home } from '../../shared/contract/home.ts';
import { attempt, openSite } from '../state/host.ts';
import { useStudio } from '../state/store.ts';
import { AdoptFolder } from './AdoptFolder.tsx';
import { FolderChooser } from './FolderChooser.tsx';
import { NewSite } from './NewSite.tsx';
import { Recents } from './Recents.tsx';
import { Starters } from './Starters.tsx';
import css from './Welcome.module.css';

export function Welcome() {
  const [home, setHome] = useState<Home | null>(null);
  const [choosing, setChoosing] = useState(false);
  const [starter, setStarter] = useState<string | null>(null);
  const problem = useStudio((state) => state.openProblem);
  const connected = useStudio((state) => state.line === 'open');
  const dialog = useStudio((state) => state.hello?.capabilities.folderDialog ?? false);
  const refresh = async (): Promise<void> => setHome(await attempt('home.read', {}));
  useEffect(() => {
    if (connected) void attempt('home.read', {}).then(setHome);
  }, [connected]);

  const openFolder = async (): Promise<void> => {
    if (!dialog) return setChoosing(true);
    const chosen = await attempt('folders.choose', {});
    if (chosen?.path) await openSite(chosen.path);
  };
  const tour = async (): Promise<void> => {
    const made = await attempt('tour.open', { again: false });
    if (made !== null) await openSite(made.root);
  };
  return (
    <main className={css.welcome}>
      <div className={css.page}>
        <header>
          <h1 className={css.name}>Galley</h1>
          <p className={css.motto}>Write a site, see every page as it will be, and publish it when it is right.</p>
        </header>
        {problem !== null && <OpenProblem />}
        <div className={css.begin}>
          <Button
            size="md"
            variant={problem?.code === 'not-a-site' ? 'default' : 'filled'}
            leftSection={<IconFolderOpen size={18} stroke={1.5} aria-hidden />}
            onClick={() => void openFolder()}
          >
            Open a folder
          </Button>
          <Button size="md" leftSection={<IconMap2 size={18} stroke={1.5} aria-hidden />} onClick={() => void tour()}>
            Try things on the tour
          </Button>
        </div>
        {home !== null && home.recents.length > 0 && <Recents recents={home.recents} onChange={() => void refresh()} />}
        {home !== null && <Starters starters={home.starters} onChoose={setStarter} />}
      </div>
      {choosing && <FolderChooser onClose={() => setChoosing(false)} />}
      {starter !== null && home !== null && (
        <NewSite starter={starter} sitesFolder={home.sitesFolder} onClose={() => setStarter(null)} />
      )}
    </main>
  );
}

/** A folder without a site becomes one after one question; whatever else is wrong is said. */
function OpenProblem() {
  const problem = useStudio((state) => state.openProblem);
  if (problem === null) return null;
  if (problem.code === 'not-a-site') return <AdoptFolder root={problem.root} />;
  return (
    <p className={css.problem} role="alert">
      {problem.message}
    </p>
  );
}
