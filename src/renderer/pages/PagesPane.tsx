/** The pages of the site, as a tree, with a search that turns it into a list. */
import { ActionIcon, CloseButton, TextInput, Tooltip } from '@mantine/core';
import { IconFilePlus, IconSearch } from '@tabler/icons-react';
import { useDeferredValue, useMemo, useState } from 'react';
import { useStudio } from '../state/store.ts';
import { FoundPages } from './FoundPages.tsx';
import { NewPage } from './NewPage.tsx';
import css from './PagesPane.module.css';
import { PagesTree } from './PagesTree.tsx';
import { searchPages } from './page-tree.ts';

const MOST_FOUND = 500;

export function PagesPane() {
  const rows = useStudio((state) => state.pages);
  const coming = useStudio((state) => ['building', 'not-built'].includes(state.session?.state.kind ?? 'building'));
  const remembered = useStudio((state) => state.pagesRemembered);
  const [text, setText] = useState('');
  const [creating, setCreating] = useState(false);
  const wanted = useDeferredValue(text);
  const found = useMemo(() => (rows === null ? [] : searchPages(rows, wanted, MOST_FOUND)), [rows, wanted]);
  return (
    <>
      <div className={css.head}>
        <TextInput
          className={css.search}
          size="xs"
          placeholder="Find a page"
          aria-label="Find a page"
          leftSection={<IconSearch size={14} stroke={1.5} aria-hidden />}
          rightSection={text !== '' && <CloseButton size="xs" aria-label="Clear" onClick={() => setText('')} />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Escape' && setText('')}
        />
        <Tooltip label="New page">
          <ActionIcon aria-label="New page" onClick={() => setCreating(true)}>
            <IconFilePlus size={18} stroke={1.5} />
          </ActionIcon>
        </Tooltip>
      </div>
      {rows === null ? (
        <p className={css.empty}>{coming ? 'Reading the pages…' : 'The pages are shown once the site can be built.'}</p>
      ) : wanted.trim() !== '' ? (
        <FoundPages rows={found} text={wanted} />
      ) : rows.length === 0 ? (
        <p className={css.empty}>No page yet. Write the first one with “New page”.</p>
      ) : (
        <PagesTree rows={rows} />
      )}
      {rows !== null && rows.length > 0 && remembered && <p className={css.foot}>As they were last time</p>}
      {creating && <NewPage onClose={() => setCreating(false)} />}
    </>
  );
}
