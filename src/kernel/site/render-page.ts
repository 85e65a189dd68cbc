/** One page: its template, rendered, or its text in a plain frame when that fails. */
import type { Finding } from '../../shared/proof.ts';
import type { PageNumber, PageRecord } from '../../shared/snapshot.ts';
import type { Marker } from '../marks/marker.ts';
import type { TemplateSet } from '../templates/types.ts';
import { FUEL_PER_RENDER, Recorder, type Trace, withRecorder } from '../trace/recorder.ts';
import { degradedPage } from './degraded-page.ts';
import { faultFinding } from './faults.ts';
import type { SiteIndex } from './site-index.ts';
import { PaginatorView } from './views.ts';

export interface RenderedPage {
  html: string;
  /** Its template failed: `html` is the plain frame, and `failure` says why. */
  degraded: boolean;
  template: string;
  /** Of this page only, those of its own text included; `failure` is among them. */
  findings: Finding[];
  trace: Trace;
  failure?: Finding;
}

/**
 * Never throws: whatever goes wrong in a template or in a view is a finding on the page.
 * @param marker is told what is read and printed; missing values that are printed leave tokens (see kernel/marks): for the preview only
 */
export function renderPage(
  index: SiteIndex,
  templates: TemplateSet,
  number: PageNumber,
  marker: Marker | null = null,
): RenderedPage {
  const page = index.record(number);
  const recorder = new Recorder(page.id, FUEL_PER_RENDER, undefined, marker);
  return withRecorder(recorder, () => {
    // The record decides on the template, the address and the frame, whatever the template reads.
    recorder.read(`self:${page.id}`);
    try {
      const context = pageContext(index, number);
      if (marker !== null) for (const name of named) marker.name(context[name], [name]);
      const html = templates.render(page.template, context);
      return finish(index, page, recorder, html, null);
    } catch (error) {
      return finish(index, page, recorder, null, faultFinding(error, page.template));
    }
  });
}

/**
 * The page's own text is filled in any case, so that its mistakes are known even when the template does not show it.
 * @param html null when the template failed
 */
function finish(
  index: SiteIndex,
  page: PageRecord,
  recorder: Recorder,
  html: string | null,
  failure: Finding | null,
): RenderedPage {
  const content = ownContent(index, page, recorder);
  const findings = [...recorder.findings, ...content.findings];
  const common = { template: page.template, trace: recorder.trace() };
  if (html !== null) return { ...common, html, degraded: false, findings };
  const failed = failure as Finding;
  return {
    ...common,
    html: degradedPage(page, content.html),
    degraded: true,
    findings: [...findings, failed],
    failure: failed,
  };
}

function ownContent(
  index: SiteIndex,
  page: PageRecord,
  recorder: Recorder,
): { html: string; findings: readonly Finding[] } {
  if (page.body === null) return { html: '', findings: [] };
  try {
    const html = index.content(page.id);
    return { html, findings: index.contentNode(page.id).findings };
  } catch (error) {
    return { html: '', findings: [faultFinding(error, recorder.page)] };
  }
}

/** Pages have names of their own. */
const named = ['site', 'menus', 'data'] as const;

/** What a page's template sees. */
function pageContext(index: SiteIndex, number: PageNumber): Readonly<Record<string, unknown>> {
  const record = index.record(number);
  const page = index.selfPage(number);
  const { site, menus, data, build } = index.shared;
  const paginator = record.list?.paginator ?? null;
  return {
    site,
    page,
    section: record.section === number ? page : page.section,
    menus,
    data,
    paginator: paginator === null ? null : new PaginatorView(index, number, paginator),
    build,
  };
}
