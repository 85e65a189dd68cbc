/**
 * What outlives a window: recent sites, the window's own state, which sites are the writer's. One small JSON file in a folder that
 * both hosts share. It is read once and written whole; a damaged one is kept aside and begun anew.
 */
import { readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { defaultUiState, type RecentSite, type UiState, uiStateSchema } from '../../../shared/contract/home.ts';
import { writeAtomic } from '../../engine/save/atomic.ts';

const MOST_RECENTS = 20;

const homeSchema = z.object({
  ui: uiStateSchema.catch(defaultUiState),
  recents: z.array(z.object({ root: z.string(), title: z.string(), opened: z.string() })).catch([]),
  /** Sites that were made or adopted on this machine, or said to be the writer's own. */
  mine: z.array(z.string()).catch([]),
});
type HomeState = z.infer<typeof homeSchema>;

export class HomeStore {
  readonly #file: string;
  #state: HomeState;
  #writing: Promise<void> = Promise.resolve();

  /** @param folder made by the first write */
  constructor(readonly folder: string) {
    this.#file = join(folder, 'home.json');
    this.#state = this.#read();
  }

  get ui(): UiState {
    return this.#state.ui;
  }

  /** Newest first. */
  get recents(): RecentSite[] {
    return this.#state.recents.map((recent) => ({ ...recent, present: isFolder(recent.root) }));
  }

  isMine(root: string): boolean {
    return this.#state.mine.includes(root);
  }

  setUi(ui: UiState): Promise<void> {
    return this.#change({ ui });
  }

  async opened(root: string, title: string): Promise<void> {
    const recent = { root, title, opened: new Date().toISOString() };
    const others = this.#state.recents.filter((one) => one.root !== root);
    await this.#change({ recents: [recent, ...others].slice(0, MOST_RECENTS) });
  }

  forget(root: string): Promise<void> {
    return this.#change({ recents: this.#state.recents.filter((one) => one.root !== root) });
  }

  async trust(root: string): Promise<void> {
    if (!this.isMine(root)) await this.#change({ mine: [...this.#state.mine, root] });
  }

  /** Ends when all that was changed is on disk. */
  settled(): Promise<void> {
    return this.#writing;
  }

  /** What is said counts at once; writes follow each other, each with the newest state. */
  #change(part: Partial<HomeState>): Promise<void> {
    this.#state = { ...this.#state, ...part };
    const written = this.#writing.then(() => writeAtomic(this.#file, `${JSON.stringify(this.#state, null, 2)}\n`));
    // The next write is tried although this one failed; whoever asked for this one hears of it.
    this.#writing = written.catch(() => undefined);
    return written;
  }

  #read(): HomeState {
    try {
      return homeSchema.parse(JSON.parse(readFileSync(this.#file, 'utf8')));
    } catch (error) {
      const damaged = error instanceof SyntaxError || error instanceof z.ZodError;
      if (!damaged && (error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      if (damaged) renameSync(this.#file, `${this.#file}.damaged-${Date.now()}`);
      return { ui: defaultUiState, recents: [], mine: [] };
    }
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
