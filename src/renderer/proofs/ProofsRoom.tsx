/** Everything that is wrong, one row a cause: the list on the left, one of them in full on the right. */
import { useEffect, useState } from 'react';
import type { ProofFilter, ProofRow } from '../../shared/contract/proofs.ts';
import { isFocusFree } from '../shell/focus.ts';
import { useStudio } from '../state/store.ts';
import { AllGood } from './AllGood.tsx';
import { FilterBar } from './FilterBar.tsx';
import { LIST, ProofList } from './ProofList.tsx';
import css from './ProofsRoom.module.css';
import { ProofView } from './ProofView.tsx';
import { TourNote } from './TourNote.tsx';
import { useProofs } from './use-proofs.ts';

export function ProofsRoom() {
  const [filter, setFilter] = useState<ProofFilter>({ kind: 'all' });
  const { list, more } = useProofs(filter);
  const chosen = useStudio((state) => state.proof);
  const rows = list?.rows;
  useEffect(() => {
    if (rows === undefined) return;
    const next = nextChosen(rows, useStudio.getState().proof);
    if (next !== useStudio.getState().proof) useStudio.setState({ proof: next });
  }, [rows]);
  useEffect(() => {
    // What had the focus went with the proof that was mended: the list has it now.
    if (chosen !== null && isFocusFree()) document.getElementById(LIST)?.focus();
  }, [chosen]);
  if (list === null) return null;
  const { counts } = list;
  if (counts.things + counts.suggestions + counts.muted === 0) return <AllGood />;
  return (
    <div className={css.room}>
      <TourNote />
      <FilterBar filter={filter} list={list} onChange={setFilter} />
      <div className={css.split}>
        <ProofList list={list} chosen={chosen} onMore={more} />
        {chosen !== null && <ProofView id={chosen} />}
      </div>
    </div>
  );
}

/** What was chosen stays chosen while it is there; when it is mended, the one that stands in its place is next. */
let lastIndex = 0;
function nextChosen(rows: readonly ProofRow[], chosen: string | null): string | null {
  const at = rows.findIndex(({ id }) => id === chosen);
  if (at >= 0) {
    lastIndex = at;
    return chosen;
  }
  return rows[Math.min(lastIndex, rows.length - 1)]?.id ?? null;
}
