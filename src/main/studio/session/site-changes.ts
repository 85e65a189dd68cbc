/** Changes over several files of one site: made, taken back, and listed for its windows. */
import type { ChangeSummary } from '../../../shared/contract/fixes.ts';
import { Changes } from '../edits/change-set.ts';
import { changeMaker } from '../fixes/change-maker.ts';
import type { ChangeMaker } from '../fixes/fix-desk.ts';
import type { FileEdit } from '../fixes/types.ts';
import type { SiteDocuments } from './site-documents.ts';

export interface SiteChangesParts {
  /** The list is another one. */
  listed(changes: ChangeSummary[]): void;
  /** These files hold something else now. */
  written(files: readonly string[]): void;
  /** For the writer, about what was found when the site was opened. */
  notice(message: string): void;
}

export class SiteChanges implements ChangeMaker {
  readonly #changes: Changes;
  readonly #maker: ChangeMaker;
  #recent: ChangeSummary[] = [];

  constructor(
    private readonly documents: SiteDocuments,
    private readonly parts: SiteChangesParts,
  ) {
    this.#changes = new Changes(documents.options, documents.store);
    this.#maker = changeMaker(this.#changes);
  }

  /** Newest first. */
  get recent(): ChangeSummary[] {
    return this.#recent;
  }

  /** What a kill left half made is completed or taken back. To be called before anything is opened. */
  async start(): Promise<void> {
    const { takenBack, stuck } = await this.#changes.start();
    for (const label of takenBack) this.parts.notice(`“${label}” was not finished, so it was taken back.`);
    for (const label of stuck) this.parts.notice(`“${label}” was not finished and cannot be mended just now.`);
    this.#recent = await this.#changes.recentChanges();
  }

  /** @throws StudioError 'stale' when a file is not as `before` says any more */
  async make(label: string, edits: readonly FileEdit[]): Promise<ChangeSummary> {
    return this.#done(await this.#maker.make(label, edits));
  }

  async undo(id: string): Promise<ChangeSummary> {
    return this.#done(await this.#maker.undo(id));
  }

  async #done(change: ChangeSummary): Promise<ChangeSummary> {
    await this.documents.noteWrites(change.files);
    this.#recent = await this.#changes.recentChanges();
    this.parts.listed(this.#recent);
    this.parts.written(change.files);
    return change;
  }
}
