import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { FormDialog } from '../look/FormDialog.tsx';
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
    <FormDialog
      title="New page"
      submit="Write it"
      ready={title.trim() !== ''}
      onSubmit={() => void create()}
      onClose={onClose}
    >
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
    </FormDialog>
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
