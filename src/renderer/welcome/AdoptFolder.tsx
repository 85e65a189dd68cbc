import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ask, messageOf, openSite } from '../state/host.ts';
import { useStudio } from '../state/store.ts';
import css from './Welcome.module.css';

export function AdoptFolder({ root }: { root: string }) {
  const name = root.split(/[\\/]/).filter(Boolean).at(-1) ?? root;
  const [title, setTitle] = useState(name);
  const [problem, setProblem] = useState<string | null>(null);
  const adopt = async (): Promise<void> => {
    try {
      const site = await ask('sites.adopt', { root, title: title.trim() });
      await openSite(site.root);
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  return (
    <form
      className={css.question}
      onSubmit={(event) => {
        event.preventDefault();
        void adopt();
      }}
    >
      <p>
        <strong>“{name}” is not a site yet.</strong> Galley can make one of it: its settings are written down, and the
        texts in it stay as they are.
      </p>
      <TextInput
        label="What is the site called?"
        value={title}
        error={problem}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <div className={css.answers}>
        <Button onClick={() => useStudio.setState({ openProblem: null })}>Leave it</Button>
        <Button type="submit" variant="filled" disabled={title.trim() === ''}>
          Make it a site
        </Button>
      </div>
    </form>
  );
}
