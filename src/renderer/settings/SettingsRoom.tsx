/** What a writer sets for the whole site. Each field is one small edit of the settings file; its comments and order stay. */
import { Anchor, Button, Select, Textarea, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { SettingField, SiteSettings } from '../../shared/contract/settings.ts';
import { openDocument } from '../state/actions.ts';
import { ask, attempt, messageOf } from '../state/host.ts';
import { useStudio } from '../state/store.ts';
import css from './SettingsRoom.module.css';

export function SettingsRoom() {
  const version = useStudio((state) => state.session?.pagesVersion);
  const [settings, setSettings] = useState<SiteSettings | null>(null);
  useEffect(() => {
    // A build may have read other settings.
    void version;
    void attempt('settings.read', {}).then((answer) => answer && setSettings(answer));
  }, [version]);
  if (settings === null) return null;
  return (
    <div className={css.room}>
      <h2>Settings of this site</h2>
      {settings.closed !== null ? (
        <p className={css.closed}>
          {settings.closed.message}{' '}
          <Anchor component="button" inherit onClick={() => openDocument('site.yaml', settings.closed?.line ?? null)}>
            Go to line {settings.closed.line}
          </Anchor>
        </p>
      ) : (
        <div className={css.fields}>
          {settings.fields.map((field) => (
            <Field key={field.key} field={field} onWritten={setSettings} />
          ))}
        </div>
      )}
      <Button onClick={() => openDocument('site.yaml')}>Open the settings file</Button>
    </div>
  );
}

function Field({ field, onWritten }: { field: SettingField; onWritten: (settings: SiteSettings) => void }) {
  const { key, label, help, choices } = field;
  const [value, setValue] = useState(field.value);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => setValue(field.value), [field.value]);
  const write = async (next: string): Promise<void> => {
    if (next === field.value) return;
    try {
      onWritten(await ask('settings.write', { key, value: next }));
      setProblem(null);
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  if (choices !== null) {
    return (
      <Select
        label={label}
        description={help}
        data={choices}
        value={value === '' ? null : value}
        placeholder="plain"
        error={problem}
        searchable
        allowDeselect={false}
        onChange={(next) => next && void write(next)}
      />
    );
  }
  const shared = { label, description: help, value, error: problem, onBlur: () => void write(value) };
  if (key === 'description') {
    return (
      <Textarea
        {...shared}
        autosize
        minRows={1}
        // One value of one line, wrapped where it is long.
        onChange={(event) => setValue(event.currentTarget.value.replace(/\s*\n\s*/g, ' '))}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          void write(value);
        }}
      />
    );
  }
  return (
    <TextInput
      {...shared}
      onChange={(event) => setValue(event.currentTarget.value)}
      onKeyDown={(event) => event.key === 'Enter' && void write(value)}
    />
  );
}
