/** What can be done with the file behind a text. */
import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import { ImpactDialog } from '../explain/ImpactDialog.tsx';
import { attempt } from '../state/host.ts';
import { notify } from '../state/notices.ts';
import { useStudio } from '../state/store.ts';
import type { DocumentSync } from './document-sync.ts';
import { EarlierVersions } from './EarlierVersions.tsx';

export function FileMenu({ sync }: { sync: DocumentSync }) {
  const reveal = useStudio((state) => state.hello?.capabilities.revealFile ?? false);
  const root = useStudio((state) => state.session?.site.root ?? '');
  const [earlier, setEarlier] = useState(false);
  const [impact, setImpact] = useState(false);
  const { file } = sync;
  const copyPath = async (): Promise<void> => {
    const path = `${root}/${file}`;
    try {
      await navigator.clipboard.writeText(path);
      notify({ tone: 'plain', message: 'The path is copied.' });
    } catch {
      // No access to the clipboard: the path is shown, to be copied by hand.
      notify({ tone: 'plain', message: path });
    }
  };
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Tooltip label="This file">
            <ActionIcon size="sm" aria-label="This file">
              <IconDots size={16} stroke={1.5} />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setEarlier(true)}>Earlier versions…</Menu.Item>
          <Menu.Item onClick={() => setImpact(true)}>What changes with it…</Menu.Item>
          {reveal && (
            <Menu.Item onClick={() => void attempt('folders.reveal', { file })}>Show it in its folder</Menu.Item>
          )}
          <Menu.Item onClick={() => void copyPath()}>Copy the path</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {earlier && <EarlierVersions sync={sync} onClose={() => setEarlier(false)} />}
      {impact && <ImpactDialog file={file} onClose={() => setImpact(false)} />}
    </>
  );
}
