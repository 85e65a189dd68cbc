/** What a window before this one could not send goes to the host as soon as the site is open, whatever is looked at. */
import { useEffect } from 'react';
import { useStudio } from '../state/store.ts';
import { unsentFiles } from './unsent.ts';

export function useUnsent(): void {
  const root = useStudio((state) => state.session?.site.root);
  useEffect(() => {
    if (root === undefined) return;
    const files = unsentFiles(root);
    if (files.length === 0) return;
    void import('./open-documents.ts').then(async ({ openInEditor }) => {
      for (const file of files) await openInEditor(file);
    });
  }, [root]);
}
