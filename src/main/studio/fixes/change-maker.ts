/** Plans made as changes: the texts must still be those that the plan was made of. */
import type { Changes } from '../edits/change-set.ts';
import type { ChangeMaker } from './fix-desk.ts';
import { stale } from './types.ts';

export function changeMaker(changes: Pick<Changes, 'make' | 'undo'>): ChangeMaker {
  return {
    make: (label, edits) =>
      changes.make({
        label,
        files: edits.map(({ file, before, changes: wanted }) => ({
          file,
          edit: (text) => {
            if (text !== before) throw stale();
            return wanted;
          },
        })),
      }),
    undo: (id) => changes.undo(id),
  };
}
