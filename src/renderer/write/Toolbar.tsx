/** For those who do not know Markdown: each button makes the edit that they would have typed. */

import type { EditorView } from '@codemirror/view';
import { ActionIcon, Tooltip } from '@mantine/core';
import {
  IconBlockquote,
  IconBold,
  IconH2,
  IconH3,
  IconItalic,
  IconLink,
  IconList,
  IconListNumbers,
  IconPhoto,
} from '@tabler/icons-react';
import { keyName } from '../shell/keys.ts';
import {
  type Command,
  insertLink,
  insertPicture,
  toggleBulletList,
  toggleHeading,
  toggleMark,
  toggleNumberedList,
  toggleQuote,
} from './commands.ts';
import css from './WriteRoom.module.css';

const tools: { label: string; keys?: string; icon: typeof IconBold; run: Command }[] = [
  { label: 'Bold', keys: 'mod+B', icon: IconBold, run: toggleMark('**') },
  { label: 'Italic', keys: 'mod+I', icon: IconItalic, run: toggleMark('*') },
  { label: 'Heading', icon: IconH2, run: toggleHeading(2) },
  { label: 'Smaller heading', icon: IconH3, run: toggleHeading(3) },
  { label: 'List', icon: IconList, run: toggleBulletList },
  { label: 'Numbered list', icon: IconListNumbers, run: toggleNumberedList },
  { label: 'Quotation', icon: IconBlockquote, run: toggleQuote },
  { label: 'Link', keys: 'mod+K', icon: IconLink, run: insertLink },
  { label: 'Picture', icon: IconPhoto, run: insertPicture },
];

export function Toolbar({ view }: { view: EditorView }) {
  return (
    <div role="toolbar" aria-label="Text" className={css.toolbar} onKeyDown={walk}>
      {tools.map(({ label, keys, icon: Icon, run }, i) => (
        <Tooltip key={label} label={keys ? `${label} (${keyName(keys)})` : label}>
          <ActionIcon
            aria-label={label}
            tabIndex={i === 0 ? 0 : -1}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => run(view)}
          >
            <Icon size={18} stroke={1.5} />
          </ActionIcon>
        </Tooltip>
      ))}
    </div>
  );
}

/** A toolbar is one stop of the Tab key; the arrows walk in it. */
function walk(event: React.KeyboardEvent<HTMLDivElement>): void {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  if (step === 0) return;
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
  buttons[(at + step + buttons.length) % buttons.length]?.focus();
}
