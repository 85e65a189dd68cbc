import { ActionIcon, Tooltip } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { RecentSite } from '../../shared/contract/home.ts';
import { attempt, openSite } from '../state/host.ts';
import { formatMoment } from '../words/numbers.ts';
import css from './Welcome.module.css';

export function Recents({ recents, onChange }: { recents: readonly RecentSite[]; onChange: () => void }) {
  const forget = async (root: string): Promise<void> => {
    await attempt('home.forget', { root });
    onChange();
  };
  return (
    <section aria-labelledby="recents">
      <h2 id="recents" className={css.heading}>
        Go on with
      </h2>
      <ul className={css.recents}>
        {recents.map(({ root, title, opened, present }) => (
          <li key={root}>
            <button type="button" disabled={!present} onClick={() => void openSite(root)}>
              <span className={css.siteTitle}>{title}</span>
              <span className={css.where}>{present ? root : `${root} is not there any more`}</span>
              <span className={css.when}>{formatMoment(opened)}</span>
            </button>
            <Tooltip label="Take it off this list">
              <ActionIcon aria-label={`Take ${title} off this list`} onClick={() => void forget(root)}>
                <IconX size={14} stroke={1.5} />
              </ActionIcon>
            </Tooltip>
          </li>
        ))}
      </ul>
    </section>
  );
}
