import { Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { FormDialog } from '../look/FormDialog.tsx';
import { ask, messageOf, openSite } from '../state/host.ts';

export function NewSite({
  starter,
  sitesFolder,
  onClose,
}: {
  starter: string;
  sitesFolder: string;
  onClose: () => void;
}) {
  const [title, setTitle] = useState('');
  const [folder, setFolder] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const create = async (): Promise<void> => {
    try {
      const { root } = await ask('sites.create', {
        starter,
        title: title.trim(),
        folder: folder.trim() === '' ? null : folder.trim(),
      });
      onClose();
      await openSite(root);
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  return (
    <FormDialog
      title="A new site"
      submit="Make the site"
      ready={title.trim() !== ''}
      onSubmit={() => void create()}
      onClose={onClose}
    >
      <TextInput
        label="What is it called?"
        data-autofocus
        value={title}
        error={problem}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <TextInput
        label="Folder"
        description={`Leave it empty, and the site goes into ${sitesFolder}.`}
        value={folder}
        onChange={(event) => setFolder(event.currentTarget.value)}
      />
      <Text size="xs" c="dimmed">
        The example texts in it are yours to change or delete.
      </Text>
    </FormDialog>
  );
}
