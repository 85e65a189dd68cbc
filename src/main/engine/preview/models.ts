/** The models that a site is shown by: the last build's, and the two that were put together last because texts asked for it. */

import type { ParseTextResult } from '../../../kernel/tasks.ts';
import type { ParsedDocument } from '../../../shared/document.ts';
import type { TaskRunner } from '../pool/runner.ts';
import { type Fit, type FitInput, fitModel, identityOf, pageAt, type Wanted } from './fit.ts';
import { builtModel, type ModelMaking, makeModel, type ShownModel } from './model.ts';
import type { PlannedSite } from './planned.ts';

/** As many as the preview's thread keeps decoded beside the build's. */
const KEPT = 2;

export interface Chosen extends Fit {
  model: ShownModel;
}

export class Models {
  readonly #hidden: ReadonlySet<string>;
  #made: ShownModel[] = [];
  #saved: ReadonlyMap<string, ParsedDocument> | null = null;

  private constructor(
    readonly planned: PlannedSite,
    /** The build's own. */
    readonly built: ShownModel,
    private readonly making: Pick<ModelMaking, 'themesPath'> & { nextVersion(): number },
  ) {
    this.#hidden = new Set(planned.model.hidden.map(({ source }) => source));
  }

  static async of(planned: PlannedSite, making: Models['making']): Promise<Models> {
    return new Models(planned, await builtModel(planned), making);
  }

  get all(): readonly ShownModel[] {
    return [this.built, ...this.#made];
  }

  /** A document as it was saved when the site was built. */
  saved(source: string): ParsedDocument | undefined {
    this.#saved ??= new Map(this.planned.parsed.documents.map((document) => [document.source, document]));
    return this.#saved.get(source);
  }

  /** An address of before the texts were changed counts; else one that they give a page. */
  identify(page: { url: string } | { source: string }): Wanted {
    if ('source' in page) return { source: page.source };
    for (const model of this.all) {
      const number = pageAt(model, page.url);
      const record = number === null ? undefined : model.snapshot.pages[number];
      if (record !== undefined) return identityOf(record);
    }
    return { url: page.url };
  }

  /** The model that shows the page, made if there is none. null: there is no such page in the site that the texts make. */
  async choose(runner: TaskRunner, given: Omit<FitInput, 'saved'>): Promise<Chosen | null> {
    const input: FitInput = { ...given, saved: (source) => this.saved(source) };
    const known = this.#fitting(input);
    if (known !== null || !this.#isWorthMaking(input)) return known;
    const source = 'source' in input.wanted ? input.wanted.source : null;
    const hidden = source !== null && this.#mayBeHidden(source, input.documents.get(source)?.document);
    const made = await this.#make(runner, input, hidden ? source : null);
    return made === null && source !== null && !hidden ? this.#make(runner, input, source) : made;
  }

  #mayBeHidden(source: string, text: ParsedDocument | undefined): boolean {
    return this.#hidden.has(source) || text?.front.draft === true;
  }

  #fitting(input: FitInput): Chosen | null {
    for (const model of this.all) {
      const found = fitModel(model, input);
      if (found !== null) return { ...found, model };
    }
    return null;
  }

  /** A page that no document and no text can be the source of is not looked for. */
  #isWorthMaking({ wanted, settings, documents }: FitInput): boolean {
    if (settings.size > 0 || documents.size > 0) return true;
    return 'source' in wanted && this.saved(wanted.source) !== undefined;
  }

  async #make(runner: TaskRunner, input: FitInput, shown: string | null): Promise<Chosen | null> {
    const { settings, documents } = input;
    const { themesPath, nextVersion } = this.making;
    const texts = { settings, documents: new Map<string, ParseTextResult>(documents), shown };
    const model = await makeModel({ planned: this.planned, themesPath, runner, version: nextVersion() }, texts);
    const found = fitModel(model, input);
    if (found === null) return null;
    this.#made = [model, ...this.#made].slice(0, KEPT);
    return { ...found, model };
  }
}
