/** Beside the work: what is wrong with the page that is looked at. */

import { openProof } from '../state/actions.ts';
import { useStudio } from '../state/store.ts';
import css from './ProofsRoom.module.css';
import { useProofs } from './use-proofs.ts';

export function PageProofs() {
  const url = useStudio((state) => state.preview.url);
  const { list } = useProofs({ kind: 'all', page: url ?? '/' });
  if (url === null || list === null) return null;
  if (list.rows.length === 0) return <p className={css.none}>Nothing is wrong with this page.</p>;
  return (
    <ul className={css.pageProofs} aria-label="Proofs of this page">
      {list.rows.map((row) => (
        <li key={row.id}>
          <button type="button" className={css.card} data-severity={row.severity} onClick={() => openProof(row.id)}>
            <span className={css.message}>{row.message}</span>
            {row.file !== null && (
              <span className={css.meta}>
                {row.file.replace(/^content\//, '')}
                {row.line !== null && `, line ${row.line}`}
              </span>
            )}
          </button>
        </li>
      ))}
    </ul>
  );
}
