/** A folder that is dropped on the window is opened, where the host can tell its path. */
import { useEffect } from 'react';
import { openSite } from '../state/host.ts';
import { useStudio } from '../state/store.ts';

export function useFolderDrop(): void {
  const able = useStudio((state) => state.hello?.capabilities.dropFolder ?? false);
  useEffect(() => {
    // Without this the window would go to the file that was dropped.
    const allow = (event: DragEvent): void => {
      if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
    };
    const drop = (event: DragEvent): void => {
      const file = event.dataTransfer?.files[0];
      if (file === undefined) return;
      event.preventDefault();
      const path = able ? window.galleyHost?.pathOf?.(file) : undefined;
      if (path) void openSite(path);
    };
    window.addEventListener('dragover', allow);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', allow);
      window.removeEventListener('drop', drop);
    };
  }, [able]);
}
