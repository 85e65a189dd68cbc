/** Small views that belong to a page: the files of its bundle and its terms. */
import type { PageNumber, ResourceRecord } from '../../shared/snapshot.ts';
import type { PageView } from './page-view.ts';
import type { SiteIndex } from './site-index.ts';

/** A file that lies beside the document. Printed, it is its URL. */
export class ResourceView {
  readonly #index: SiteIndex;
  readonly #record: ResourceRecord;

  constructor(index: SiteIndex, record: ResourceRecord) {
    this.#index = index;
    this.#record = record;
  }

  /** The source path of a resource ("content/trip/photo.jpg"); null for anything else. */
  static sourceOf(value: unknown): string | null {
    return typeof value === 'object' && value !== null && #record in value ? value.#record.source : null;
  }

  get name(): string {
    return this.#record.name;
  }

  get url(): string {
    return this.#record.url;
  }

  get bytes(): number {
    return this.#record.bytes;
  }

  /** Pixels; null for what is not a picture. */
  get width(): number | null {
    return this.#index.asset(this.#record.source)?.width ?? null;
  }

  get height(): number | null {
    return this.#index.asset(this.#record.source)?.height ?? null;
  }

  /** "image", "style", "script" or "file". */
  get kind(): string {
    return this.#index.asset(this.#record.source)?.kind ?? 'file';
  }

  toString(): string {
    return this.#record.url;
  }
}

/** A term that a page carries ("birds" of tags). Printed, it is its name. */
export class TermView {
  readonly #index: SiteIndex;
  readonly #page: PageNumber | null;

  /**
   * @param name as the document writes it
   * @param page the term's page; null when the site has none for it
   */
  constructor(
    index: SiteIndex,
    readonly name: string,
    page: PageNumber | null,
  ) {
    this.#index = index;
    this.#page = page;
    Object.freeze(this);
  }

  get title(): string {
    return this.page?.title ?? this.name;
  }

  get url(): string | null {
    return this.page?.url ?? null;
  }

  get page(): PageView | null {
    return this.#page === null ? null : this.#index.otherPage(this.#page);
  }

  get pages(): readonly unknown[] {
    return this.page?.pages ?? [];
  }

  toString(): string {
    return this.name;
  }
}
