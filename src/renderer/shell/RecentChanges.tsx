/** What fixes changed in files, newest first; each is taken back whole. */
import { Button, Modal } from '@mantine/core';
import { attempt } from '../state/host.ts';
import { useStudio } from '../state/store.ts';
import { count, formatMoment } from '../words/numbers.ts';
import css from './RecentChanges.module.css';

export function RecentChanges() {
  const opened = useStudio((state) => state.changesOpen);
  const changes = useStudio((state) => state.session?.changes ?? []);
  return (
    <Modal opened={opened} onClose={() => useStudio.setState({ changesOpen: false })} title="Recent changes" size="lg">
      {changes.length === 0 && (
        <p className={css.none}>
          Nothing yet. What Galley mends for you is listed here, and can be taken back. What you type is taken back in
          the editor.
        </p>
      )}
      <ul className={css.changes}>
        {changes.map(({ id, label, made, files, undone }) => (
          <li key={id} data-undone={undone}>
            <span className={css.label}>
              {label}
              <span className={css.where}>
                {formatMoment(made)} · {files.length === 1 ? files[0] : count(files.length, 'file')}
              </span>
            </span>
            {undone ? (
              <span className={css.where}>taken back</span>
            ) : (
              <Button aria-label={`Take back: ${label}`} onClick={() => void attempt('changes.undo', { id })}>
                Take back
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Modal>
  );
}
