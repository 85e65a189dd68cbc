import { Button } from '@mantine/core';
import { openOutside } from '../state/actions.ts';
import css from './PreviewPane.module.css';

/** A link leads out of the site: the address is shown, and opened in a tab of its own only when the person says so. */
export function LeaveCard({ url, onClose }: { url: string; onClose: () => void }) {
  const openable = /^(https?|mailto):/i.test(url);
  return (
    <div className={css.card} role="dialog" aria-label="A link out of the site">
      <p>
        {openable ? 'This link leads out of the site:' : 'This is a file, or an address that Galley does not open:'}
      </p>
      <p className={css.target}>{url}</p>
      <div className={css.choices}>
        <Button onClick={onClose} data-autofocus>
          Stay
        </Button>
        {openable && (
          <Button
            variant="filled"
            onClick={() => {
              onClose();
              void openOutside(url);
            }}
          >
            Open it
          </Button>
        )}
      </div>
    </div>
  );
}
