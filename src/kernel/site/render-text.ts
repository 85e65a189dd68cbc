/** Outputs that are no pages: feeds, sitemap, robots.txt, redirects. Each is made by a template of its own. */
import type { Finding } from '../../shared/proof.ts';
import type { TextItem } from '../tasks.ts';
import type { TemplateSet } from '../templates/types.ts';
import { currentRecorder, Recorder, type Trace, withRecorder } from '../trace/recorder.ts';
import { encodePath } from '../url.ts';
import { faultFinding } from './faults.ts';
import type { PageView } from './page-view.ts';
import type { SiteIndex } from './site-index.ts';

export interface RenderedText {
  /** null: the template failed, and `findings` says why. */
  text: string | null;
  findings: Finding[];
  trace: Trace;
}

/** Never throws. */
export function renderText(index: SiteIndex, templates: TemplateSet, item: TextItem): RenderedText {
  const recorder = new Recorder(item.id);
  return withRecorder(recorder, () => {
    try {
      const text = templates.render(item.template, textContext(index, item));
      return { text, findings: recorder.findings, trace: recorder.trace() };
    } catch (error) {
      const findings = [...recorder.findings, faultFinding(error, item.template)];
      return { text: null, findings, trace: recorder.trace() };
    }
  });
}

/**
 * Beside `site`, `menus`, `data` and `build`: `page` is the list that a feed is of, or where a redirect leads (null for the
 * others); `output` is about the file itself; `pages` is what it lists: a feed's newest, dated first, or all pages of the site map.
 */
function textContext(index: SiteIndex, item: TextItem): Readonly<Record<string, unknown>> {
  const page = item.page === null ? null : index.otherPage(item.page);
  return {
    ...index.shared,
    page,
    section: page,
    paginator: null,
    output: new OutputView(index, item.output),
    pages: listedPages(index, item, page),
  };
}

function listedPages(index: SiteIndex, item: TextItem, page: PageView | null): readonly unknown[] {
  if (item.kind === 'sitemap') return index.collection(['listed']);
  if (item.kind !== 'feed' || item.page === null || page === null) return [];
  const { kind, id } = index.record(item.page);
  const source = index.queries.source([kind === 'section' ? 'allPages' : 'pages', id]);
  // Dated pages only: a reader sorts by date, and the dates of a feed come from its pages.
  const dated = index.queries.extend(source, ['where', 'date']);
  const newest = index.queries.extend(dated, ['sort', 'date', 'desc']);
  currentRecorder().read('site:feeds');
  return index.queries.extend(newest, ['limit', index.config.feeds.limit]).array;
}

/** The address of the file that is being made. */
class OutputView {
  readonly #index: SiteIndex;
  readonly #path: string;

  constructor(index: SiteIndex, path: string) {
    this.#index = index;
    this.#path = path;
  }

  get url(): string {
    return `${this.#index.snapshot.basePath.replace(/\/$/, '')}/${encodePath(this.#path)}`;
  }

  get permalink(): string {
    return this.#index.absolute(this.url);
  }
}
