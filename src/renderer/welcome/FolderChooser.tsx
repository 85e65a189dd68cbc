/** The studio's own way to choose a folder, where the host has no dialog. Names of folders only. */
import { Anchor, Breadcrumbs, Button, Group, Modal } from '@mantine/core';
import { IconFolder, IconNews } from '@tabler/icons-react';
import { useCallback, useEffect, useState } from 'react';
import type { FolderListing } from '../../shared/contract/home.ts';
import { attempt, openSite } from '../state/host.ts';
import css from './Welcome.module.css';

export function FolderChooser({ onClose }: { onClose: () => void }) {
  const [listing, setListing] = useState<FolderListing | null>(null);
  const look = useCallback(async (path: string | null): Promise<void> => {
    const next = await attempt('folders.list', { path });
    if (next !== null) setListing(next);
  }, []);
  useEffect(() => {
    void look(null);
  }, [look]);
  const open = async (path: string): Promise<void> => {
    onClose();
    await openSite(path);
  };
  return (
    <Modal opened onClose={onClose} title="Open a folder" size="lg">
      {listing !== null && (
        <>
          <div className={css.places}>
            {listing.places.map(({ name, path }) => (
              <Button key={path} variant="subtle" onClick={() => void look(path)}>
                {name}
              </Button>
            ))}
          </div>
          <Breadcrumbs className={css.crumbs} separator="›">
            {listing.crumbs.map(({ name, path }) => (
              <Anchor key={path} component="button" size="sm" onClick={() => void look(path)}>
                {name}
              </Anchor>
            ))}
          </Breadcrumbs>
          {listing.problem !== null && <p className={css.problem}>{listing.problem}</p>}
          <ul className={css.folders} aria-label="Folders">
            {listing.entries.map(({ name, path, isSite }) => (
              <li key={path}>
                <button type="button" onClick={() => void (isSite ? open(path) : look(path))}>
                  {isSite ? (
                    <IconNews size={18} stroke={1.5} aria-hidden />
                  ) : (
                    <IconFolder size={18} stroke={1.5} aria-hidden />
                  )}
                  <span>{name}</span>
                  {isSite && <em>this is a site</em>}
                </button>
              </li>
            ))}
            {listing.entries.length === 0 && listing.problem === null && (
              <li className={css.none}>There is no folder in here.</li>
            )}
          </ul>
          <Group justify="flex-end" mt="md">
            <Button onClick={onClose}>Cancel</Button>
            <Button variant="filled" onClick={() => void open(listing.path)}>
              Open “{listing.crumbs.at(-1)?.name ?? listing.path}”
            </Button>
          </Group>
        </>
      )}
    </Modal>
  );
}
