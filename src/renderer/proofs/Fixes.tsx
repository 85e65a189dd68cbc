/** What mends a proof. It is shown before it is done, and can be taken back. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { FixOffer } from '../../shared/contract/fixes.ts';
import type { ProofDetail } from '../../shared/contract/proofs.ts';
import { FixDialog } from './FixDialog.tsx';
import css from './ProofsRoom.module.css';

export function Fixes({ proof }: { proof: ProofDetail }) {
  const [chosen, setChosen] = useState<FixOffer | null>(null);
  if (proof.fixes.length === 0 || proof.muted !== null) return null;
  return (
    <section className={css.fixes} aria-label="What mends it">
      {proof.fixes.map((fix, i) => (
        <Button key={fix.id} variant={i === 0 ? 'light' : 'default'} onClick={() => setChosen(fix)}>
          {fix.label}
        </Button>
      ))}
      {chosen !== null && <FixDialog proof={proof} fix={chosen} onClose={() => setChosen(null)} />}
    </section>
  );
}
