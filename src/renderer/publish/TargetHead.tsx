import { Button, PasswordInput } from '@mantine/core';
import { useState } from 'react';
import type { TargetSummary } from '../../shared/contract/publish.ts';
import { attempt } from '../state/host.ts';
import { useStudio } from '../state/store.ts';
import css from './ReleasesRoom.module.css';

/** Where it goes, in full. An address that came with the site is used only after it was confirmed on this computer. */
export function TargetHead({ target, onChange }: { target: TargetSummary; onChange: () => void }) {
  return (
    <header>
      <h2 className={css.title}>{target.name}</h2>
      <p className={css.address}>{target.address}</p>
      {target.problem !== null && <p className={css.bad}>{target.problem}</p>}
      {!target.confirmed && <Confirm target={target} onChange={onChange} />}
      {target.kind === 'git' && target.confirmed && <Secret target={target} onChange={onChange} />}
    </header>
  );
}

function Confirm({ target, onChange }: { target: TargetSummary; onChange: () => void }) {
  const confirm = async (): Promise<void> => {
    await attempt('publish.confirm', { target: target.id, address: target.address });
    onChange();
  };
  const remove = async (): Promise<void> => {
    await attempt('publish.remove', { target: target.id });
    onChange();
  };
  return (
    <div className={css.question}>
      <p>This place came with the site and was never used on this computer. Is it right?</p>
      <div className={css.inline}>
        <Button variant="filled" onClick={() => void confirm()}>
          Yes, publish there
        </Button>
        <Button onClick={() => void remove()}>Remove it</Button>
      </div>
    </div>
  );
}

function Secret({ target, onChange }: { target: TargetSummary; onChange: () => void }) {
  const [asking, setAsking] = useState(false);
  const [value, setValue] = useState('');
  const store = useStudio((state) => state.hello?.capabilities.secretStore);
  const save = async (secret: string | null): Promise<void> => {
    await attempt('publish.secret', { target: target.id, secret });
    setAsking(false);
    setValue('');
    onChange();
  };
  if (!asking) {
    return (
      <div className={css.inline}>
        <span>{target.hasSecret ? 'A token is kept for it.' : 'No token is kept for it.'}</span>
        <Button variant="subtle" onClick={() => setAsking(true)}>
          {target.hasSecret ? 'Replace it' : 'Enter one'}
        </Button>
        {target.hasSecret && (
          <Button variant="subtle" color="gray" onClick={() => void save(null)}>
            Forget it
          </Button>
        )}
      </div>
    );
  }
  return (
    <form
      className={css.inline}
      onSubmit={(event) => {
        event.preventDefault();
        void save(value);
      }}
    >
      <PasswordInput
        aria-label="Token or password"
        size="xs"
        autoFocus
        autoComplete="off"
        value={value}
        onChange={(event) => setValue(event.currentTarget.value)}
      />
      <Button type="submit" variant="filled" disabled={value === ''}>
        Keep it
      </Button>
      <span className={css.hint}>
        {store === 'keychain' ? 'It goes into this computer’s keychain.' : 'It is forgotten when Galley ends.'}
      </span>
    </form>
  );
}
