/** Title, date, tags, draft and description as fields. Each change is one small edit of the document, which ⌘Z takes back. */
import { Anchor, Button, Checkbox, Collapse, TagsInput, Textarea, TextInput } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { Json } from '../../shared/config.ts';
import type { DocumentForm } from '../../shared/contract/documents.ts';
import { ask, messageOf } from '../state/host.ts';
import { notify } from '../state/notices.ts';
import type { DocumentSync } from './document-sync.ts';
import { useDocuments } from './open-documents.ts';
import { goToLine } from './places.ts';
import css from './WriteRoom.module.css';

type Field = keyof DocumentForm;
interface FormState {
  form: DocumentForm | null;
  closed: { message: string; line: number } | null;
}

export function DetailsForm({ sync }: { sync: DocumentSync }) {
  const [state, setState] = useState<FormState | null>(null);
  const [open, setOpen] = useState(false);
  const revision = useDocuments((documents) => documents.revision);
  useEffect(() => {
    let wanted = true;
    // The host reads the form from its text, which must be the newest.
    void revision;
    sync
      .flush()
      .then(() => ask('documents.form', { file: sync.file }))
      .then(
        (answer) => wanted && setState(answer),
        () => undefined,
      );
    return () => {
      wanted = false;
    };
  }, [sync, revision]);

  const set = async (field: Field, value: Json): Promise<void> => {
    // The field shows at once what was chosen; the document follows.
    setState((before) => (before?.form ? { ...before, form: { ...before.form, [field]: value } } : before));
    try {
      await sync.flush();
      const { version, changes } = await ask('documents.field', { file: sync.file, field, value });
      if (!sync.applyAsTyped(version, changes)) return set(field, value);
    } catch (error) {
      notify({ tone: 'warning', message: messageOf(error) });
    }
  };
  if (state === null) return <div className={css.details} />;
  if (state.closed !== null) {
    const { line, message } = state.closed;
    return (
      <p className={css.note} data-tone="bad">
        {message}{' '}
        <Anchor component="button" inherit onClick={() => goToLine(sync.view, line, null)}>
          Go to line {line}
        </Anchor>
      </p>
    );
  }
  const { form } = state;
  if (form === null) return null;
  const Chevron = open ? IconChevronDown : IconChevronRight;
  return (
    <div className={css.details}>
      <div className={css.detailsHead}>
        <TitleField value={form.title} onSet={(value) => void set('title', value)} />
        <Button
          variant="subtle"
          color="gray"
          aria-expanded={open}
          leftSection={<Chevron size={14} stroke={1.5} aria-hidden />}
          onClick={() => setOpen(!open)}
        >
          Details
        </Button>
      </div>
      <Collapse expanded={open} transitionDuration={100}>
        <div className={css.fields}>
          <TextInput
            label="Date"
            type="date"
            value={form.date?.slice(0, 10) ?? ''}
            onChange={(event) => void set('date', event.currentTarget.value || null)}
          />
          <TagsInput
            label="Tags"
            value={form.tags ?? []}
            onChange={(tags) => void set('tags', tags.length === 0 ? null : tags)}
          />
          <Described value={form.description} onSet={(value) => void set('description', value)} />
          <Checkbox
            label="Draft: not published"
            checked={form.draft ?? false}
            onChange={(event) => void set('draft', event.currentTarget.checked ? true : null)}
          />
        </div>
      </Collapse>
    </div>
  );
}

/** A text that is written into the document when the field is left, or with Enter. */
function useField(value: string | null, onSet: (value: string | null) => void) {
  const [text, setText] = useState(value ?? '');
  useEffect(() => setText(value ?? ''), [value]);
  const commit = (): void => {
    if (text !== (value ?? '')) onSet(text.trim() === '' ? null : text);
  };
  return { text, setText, commit };
}

function TitleField({ value, onSet }: { value: string | null; onSet: (value: string | null) => void }) {
  const { text, setText, commit } = useField(value, onSet);
  return (
    <textarea
      className={css.title}
      rows={1}
      aria-label="Title"
      placeholder="Title"
      value={text}
      // A title of several lines is one line that is wrapped.
      onChange={(event) => setText(event.currentTarget.value.replace(/\s*\n\s*/g, ' '))}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return;
        event.preventDefault();
        commit();
      }}
    />
  );
}

function Described({ value, onSet }: { value: string | null; onSet: (value: string | null) => void }) {
  const { text, setText, commit } = useField(value, onSet);
  return (
    <Textarea
      className={css.wide}
      label="Description"
      description="One sentence for search engines and for links to this page."
      autosize
      minRows={1}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={commit}
    />
  );
}
