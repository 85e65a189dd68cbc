import { UnstyledButton } from '@mantine/core';
import { goTo } from '../state/actions.ts';
import { useStudio } from '../state/store.ts';
import { formatNumber } from '../words/numbers.ts';
import css from './Rail.module.css';
import { rooms } from './rooms.tsx';

export function Rail() {
  const current = useStudio((state) => state.room);
  const things = useStudio((state) => state.session?.proofs.things ?? 0);
  return (
    <nav className={css.rail} aria-label="Rooms">
      {rooms.map(({ room, label, icon: Icon }) => (
        <UnstyledButton
          key={room}
          className={css.room}
          aria-current={room === current ? 'page' : undefined}
          onClick={() => goTo(room)}
        >
          <Icon size={20} stroke={1.5} aria-hidden />
          <span>{label}</span>
          {room === 'proofs' && things > 0 && (
            <span className={css.count} role="img" aria-label={`${formatNumber(things)} to fix`}>
              {things > 99 ? '99+' : things}
            </span>
          )}
        </UnstyledButton>
      ))}
    </nav>
  );
}
