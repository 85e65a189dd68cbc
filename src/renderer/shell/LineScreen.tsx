/** What is shown while there is no host to talk to, or no site from it yet. */
import type { Line } from '../state/store.ts';
import css from './LineScreen.module.css';

const words: Record<Line, { title: string; text: string } | null> = {
  connecting: null,
  open: null,
  lost: {
    title: 'Galley is not running',
    text: 'This tab tries again by itself. If Galley was stopped, start it again; this tab then goes on where it was.',
  },
  refused: {
    title: 'This address has lost its key',
    text: 'Galley opens only with the whole address that it printed when it started, the part behind # included. Copy that address once more, or start Galley again.',
  },
  stale: { title: 'Galley was updated', text: 'Reload this tab to go on. Nothing that you typed is lost.' },
};

export function LineScreen({ line }: { line: Line }) {
  const said = words[line];
  return (
    <main className={css.screen}>
      {line === 'open' && (
        <p role="status" className={css.quiet}>
          Opening the site…
        </p>
      )}
      {said !== null && (
        <div role="alert" className={css.text}>
          <h1>{said.title}</h1>
          <p>{said.text}</p>
        </div>
      )}
    </main>
  );
}
