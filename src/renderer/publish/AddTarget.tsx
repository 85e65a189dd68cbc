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
  const [values, setValues] = useState({
    name: '',
    path: '',
    address: '',
    branch: 'gh-pages',
    folder: '',
    user: '',
    secret: '',
  });
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
      ready={(kind === 'folder' ? values.path : values.address && values.branch).trim() !== ''}
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
          <Group grow align="start">
            <TextInput
              label="Branch"
              description="It is made if it is not there."
              value={values.branch}
              onChange={set('branch')}
            />
            <TextInput
              label="Folder in it"
              description="Only if the host reads one."
              placeholder="docs"
              value={values.folder}
              onChange={set('folder')}
            />
          </Group>
          <Group grow align="start">
            <TextInput label="User name" description="Only for https." value={values.user} onChange={set('user')} />
            <PasswordInput
              label="Token or password"
              description="Never written into the site."
              autoComplete="off"
              value={values.secret}
              onChange={set('secret')}
            />
          </Group>
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
  values: Record<'name' | 'path' | 'address' | 'branch' | 'folder' | 'user', string>,
): TargetInput {
  const name = values.name.trim();
  if (kind === 'folder') return { kind, name: name || 'Folder', path: values.path.trim() };
  const [folder, user] = [values.folder.trim(), values.user.trim()];
  return {
    kind,
    name: name || 'Git',
    address: values.address.trim(),
    branch: values.branch.trim(),
    ...(folder !== '' && { folder }),
    ...(user !== '' && { user }),
  };
}
