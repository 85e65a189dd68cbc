/** The list of proofs under a filter, page by page, new with every build. */
import { useCallback, useEffect, useState } from 'react';
import type { ProofDetail, ProofFilter, ProofList } from '../../shared/contract/proofs.ts';
import { ask } from '../state/host.ts';
import { useStudio } from '../state/store.ts';

const PAGE = 200;

export interface LoadedProofs {
  list: ProofList | null;
  /** Asks for the next rows; nothing when all are there. */
  more: () => void;
}

export function useProofs(filter: ProofFilter): LoadedProofs {
  const version = useStudio((state) => state.session?.proofsVersion);
  const [list, setList] = useState<ProofList | null>(null);
  const key = JSON.stringify(filter);
  useEffect(() => {
    if (version === undefined) return;
    let wanted = true;
    ask('proofs.list', { filter: JSON.parse(key) as ProofFilter, offset: 0, limit: PAGE }).then(
      (answer) => wanted && setList(answer),
      // A lost line is said in the top bar; the list is asked for again with the next version.
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [version, key]);
  const more = useCallback(() => {
    if (list === null || list.rows.length >= list.total) return;
    ask('proofs.list', { filter: JSON.parse(key) as ProofFilter, offset: list.rows.length, limit: PAGE }).then(
      (answer) =>
        setList((before) =>
          before !== null && answer.version === before.version && answer.offset === before.rows.length
            ? { ...answer, rows: [...before.rows, ...answer.rows] }
            : before,
        ),
      () => undefined,
    );
  }, [list, key]);
  return { list, more };
}

/** @returns null while it is read, and when there is no such proof any more */
export function useProof(id: string | null): ProofDetail | null {
  const version = useStudio((state) => state.session?.proofsVersion);
  const [detail, setDetail] = useState<ProofDetail | null>(null);
  useEffect(() => {
    if (id === null || version === undefined) return setDetail(null);
    let wanted = true;
    ask('proofs.read', { id }).then(
      (answer) => wanted && setDetail(answer),
      () => wanted && setDetail(null),
    );
    return () => {
      wanted = false;
    };
  }, [id, version]);
  return detail?.id === id ? detail : null;
}
