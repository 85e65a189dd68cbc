import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ProofDetail } from '../../shared/contract/proofs.ts';
import { FormDialog } from '../look/FormDialog.tsx';
import { attempt } from '../state/host.ts';
import css from './ProofsRoom.module.css';

/** Muting a proof asks for the reason: whoever reads the settings later wants to know it. */
export function MuteButton({ proof }: { proof: ProofDetail }) {
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  if (proof.severity === 'error' && proof.muted === null) return null;
  if (proof.muted !== null) {
    return (
      <div className={css.section}>
        <Button onClick={() => void attempt('proofs.unmute', { id: proof.id })}>Unmute</Button>
      </div>
    );
  }
  const mute = async (): Promise<void> => {
    setAsking(false);
    await attempt('proofs.mute', { id: proof.id, reason: reason.trim(), page: null });
  };
  return (
    <div className={css.section}>
      <Button onClick={() => setAsking(true)}>Mute…</Button>
      <FormDialog
        opened={asking}
        title="Mute this"
        submit="Mute it"
        ready={reason.trim() !== ''}
        onSubmit={() => void mute()}
        onClose={() => setAsking(false)}
      >
        <TextInput
          label="Why is it right as it is?"
          description="It is written into the settings of the site, and can be taken back."
          data-autofocus
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </FormDialog>
    </div>
  );
}
