import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { openDocument } from '../state/actions.ts';
import { ask, messageOf } from '../state/host.ts';
import { useStudio } from '../state/store.ts';

/** Asks for a title and where the page belongs; Galley finds the name of the file. */
export function NewPage({ onClose }: { onClose: () => void }) {
  const [title, setTitle] = useState('');
  const [section, setSection] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const sections = useSections();
  const create = async (): Promise<void> => {
    try {
      const { file } = await ask('pages.create', { title: title.trim(), section });
      onClose();
      openDocument(file);
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  return (
    <Modal opened onClose={onClose} title="New page">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void create();
        }}
      >
        <Stack>
          <TextInput
            label="Title"
            data-autofocus
            value={title}
            error={problem}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
          <Select
            label="Where"
            data={sections}
            value={section}
            onChange={(value) => setSection(value ?? '')}
            searchable
            allowDeselect={false}
          />
          <Group justify="flex-end">
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="filled" disabled={title.trim() === ''}>
              Write it
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function useSections(): { value: string; label: string }[] {
  const rows = useStudio((state) => state.pages) ?? [];
  const sections = rows
    .filter((row) => row.kind === 'section')
    .map((row) => {
      const folder = row.id
        .replace(/^content\//, '')
        .replace(/(?:_?index\.md)?$/, '')
        .replace(/\/$/, '');
      return { value: folder, label: `${'  '.repeat(row.depth)}${row.title}` };
    })
    .filter((one) => one.value !== '');
  return [{ value: '', label: 'At the top of the site' }, ...sections];
}
