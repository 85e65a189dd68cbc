import { Button, Group, PasswordInput, SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { TargetInput, TargetSummary } from '../../shared/contract/publish.ts';
import { FormDialog } from '../look/FormDialog.tsx';
import { ask, attempt, messageOf } from '../state/host.ts';
import { useStudio } from '../state/store.ts';
import css from './ReleasesRoom.module.css';

interface Props {
  git: boolean;
  onClose: () => void;
  onAdded: (target: TargetSummary) => void;
}

export function AddTarget({ git, onClose, onAdded }: Props) {
  const [kind, setKind] = useState<'folder' | 'git'>('folder');
  const [values, setValues] = useState({ name: '', path: '', address: '', branch: 'gh-pages', user: '', secret: '' });
  const [problem, setProblem] = useState<string | null>(null);
  const dialog = useStudio((state) => state.hello?.capabilities.folderDialog ?? false);
  const set = (key: keyof typeof values) => (event: React.ChangeEvent<HTMLInputElement>) => {
    const { value } = event.currentTarget;
    setValues((before) => ({ ...before, [key]: value }));
  };
  const chooseFolder = async (): Promise<void> => {
    const chosen = await attempt('folders.choose', {});
    if (chosen?.path) setValues((before) => ({ ...before, path: chosen.path as string }));
  };
  const add = async (): Promise<void> => {
    try {
      const secret = kind === 'git' && values.secret !== '' ? values.secret : null;
      onAdded(await ask('publish.add', { target: targetOf(kind, values), secret }));
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  return (
    <FormDialog
      title="Where to publish"
      submit="Add it"
      ready={(kind === 'folder' ? values.path : values.address).trim() !== ''}
      onSubmit={() => void add()}
      onClose={onClose}
    >
      <SegmentedControl
        aria-label="Kind of place"
        data={[
          { value: 'folder', label: 'A folder' },
          { value: 'git', label: 'A Git branch', disabled: !git },
        ]}
        value={kind}
        onChange={(value) => setKind(value as typeof kind)}
      />
      {!git && <p className={css.hint}>Git is not on this computer, so only folders can be chosen.</p>}
      {kind === 'folder' ? (
        <Group align="end" wrap="nowrap">
          <TextInput
            className={css.grow}
            label="Folder"
            description="Files that are in it already are left alone."
            data-autofocus
            value={values.path}
            onChange={set('path')}
          />
          {dialog && <Button onClick={() => void chooseFolder()}>Choose…</Button>}
        </Group>
      ) : (
        <>
          <TextInput
            label="Address of the repository"
            placeholder="https://example.com/ana/birds.git"
            data-autofocus
            value={values.address}
            onChange={set('address')}
          />
          <TextInput label="Branch" value={values.branch} onChange={set('branch')} />
          <TextInput label="User name" description="Only for https." value={values.user} onChange={set('user')} />
          <PasswordInput
            label="Token or password"
            description="Only for https. It is never written into the site."
            autoComplete="off"
            value={values.secret}
            onChange={set('secret')}
          />
        </>
      )}
      <TextInput label="Call it" placeholder="My web space" value={values.name} onChange={set('name')} />
      {problem !== null && (
        <p className={css.bad} role="alert">
          {problem}
        </p>
      )}
    </FormDialog>
  );
}

function targetOf(
  kind: 'folder' | 'git',
  { name, path, address, branch, user }: { name: string; path: string; address: string; branch: string; user: string },
): TargetInput {
  if (kind === 'folder') return { kind, name: name.trim() || 'Folder', path: path.trim() };
  return {
    kind,
    name: name.trim() || 'Git',
    address: address.trim(),
    branch: branch.trim(),
    ...(user.trim() !== '' && { user: user.trim() }),
  };
}
