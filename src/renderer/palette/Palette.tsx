/** One box that finds: pages, files, and after “>” actions. */
import { Modal } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import type { SiteFile } from '../../shared/contract/pages.ts';
import { searchPages } from '../pages/page-tree.ts';
import { keyName } from '../shell/keys.ts';
import { openDocument, showPage } from '../state/actions.ts';
import { attempt } from '../state/host.ts';
import { useStudio } from '../state/store.ts';
import css from './Palette.module.css';
import { findActions } from './palette-actions.ts';

const MOST = 50;

interface Choice {
  key: string;
  label: string;
  hint: string;
  run(): void;
}

export function Palette() {
  const kind = useStudio((state) => state.palette);
  return (
    <Modal
      opened={kind !== null}
      onClose={() => {
        close();
        returnTo?.focus();
      }}
      returnFocus={false}
      // Keys that follow at once are meant for the box.
      transitionProps={{ duration: 0 }}
      withCloseButton={false}
      padding={0}
      size={600}
      yOffset="12vh"
      centered={false}
      attributes={{ content: { 'aria-label': kind === 'actions' ? 'Find an action' : 'Find a page or an action' } }}
    >
      {kind !== null && <PaletteBox initial={kind === 'actions' ? '> ' : ''} />}
    </Modal>
  );
}

/** What had the focus before: it gets it back when nothing was chosen. What was chosen takes the focus itself. */
let returnTo: HTMLElement | null = null;

function close(): void {
  useStudio.setState({ palette: null });
}

function focusAtOnce(input: HTMLInputElement | null): void {
  input?.focus();
}

function PaletteBox({ initial }: { initial: string }) {
  useState(() => {
    returnTo = document.activeElement instanceof HTMLElement ? document.activeElement : null;
  });
  const [text, setText] = useState(initial);
  const [at, setAt] = useState(0);
  const choices = useChoices(text);
  const chosen = Math.min(at, choices.length - 1);
  const take = (choice: Choice | undefined): void => {
    if (choice === undefined) return;
    close();
    choice.run();
  };
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && choices.length > 0) {
      event.preventDefault();
      setAt((chosen + step + choices.length) % choices.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      take(choices[chosen]);
    }
  };
  useEffect(() => {
    document.getElementById(`palette-${chosen}`)?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    <div className={css.box}>
      <input
        className={css.input}
        ref={focusAtOnce}
        data-autofocus
        role="combobox"
        aria-expanded={choices.length > 0}
        aria-controls="palette-list"
        aria-activedescendant={choices.length > 0 ? `palette-${chosen}` : undefined}
        aria-label="Find a page, or after > an action"
        placeholder="Find a page, or type > for actions"
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div className={css.list} role="listbox" id="palette-list" aria-label="Found">
        {choices.map((choice, i) => (
          // The box keeps the focus; keys are handled there.
          <div
            key={choice.key}
            id={`palette-${i}`}
            role="option"
            aria-selected={i === chosen}
            className={css.choice}
            onClick={() => take(choice)}
            onMouseMove={() => i !== chosen && setAt(i)}
          >
            <span className={css.label}>{choice.label}</span>
            <span className={css.hint}>{choice.hint}</span>
          </div>
        ))}
      </div>
      {choices.length === 0 && text.trim() !== '' && (
        <p className={css.empty}>Nothing here is called “{text.replace(/^>\s*/, '').trim()}”.</p>
      )}
    </div>
  );
}

function useChoices(text: string): Choice[] {
  const rows = useStudio((state) => state.pages);
  const files = useFiles();
  return useMemo(() => {
    if (text.startsWith('>')) {
      return findActions(text.slice(1)).map(({ name, keys, run }) => ({
        key: name,
        label: name,
        hint: keys ? keyName(keys) : '',
        run,
      }));
    }
    const wanted = text.trim();
    const pages = (wanted === '' ? (rows ?? []).slice(0, MOST) : searchPages(rows ?? [], wanted, MOST)).map(
      ({ id, title, file, url }): Choice => ({
        key: id,
        label: title,
        hint: (file ?? url ?? '').replace(/^content\//, ''),
        run: () => (file !== null ? openDocument(file) : url !== null && showPage(url)),
      }),
    );
    const others = wanted === '' ? [] : files.filter(({ file }) => file.toLowerCase().includes(wanted.toLowerCase()));
    return [...pages, ...others.slice(0, 20).map(fileChoice)];
  }, [rows, files, text]);
}

function fileChoice({ file, kind }: SiteFile): Choice {
  return { key: file, label: file, hint: kind, run: () => openDocument(file) };
}

function useFiles(): readonly SiteFile[] {
  const [files, setFiles] = useState<readonly SiteFile[]>([]);
  useEffect(() => {
    void attempt('files.list', {}).then((answer) => answer && setFiles(answer.files));
  }, []);
  return files;
}
