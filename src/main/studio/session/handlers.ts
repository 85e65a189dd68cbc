import { StudioError } from '../../../shared/contract/wire.ts';
import type { HandlersOf } from '../context.ts';
import { explainImpact } from '../explain/explain-impact.ts';
import { explainPage } from '../explain/explain-page.ts';
import { explainValues, wordFiles } from '../explain/explain-values.ts';
import { createPage } from './new-page.ts';
import { traceOf } from './trace-file.ts';

type Names =
  | 'session.open'
  | 'session.close'
  | 'session.trust'
  | 'build.start'
  | 'operation.cancel'
  | 'pages.rows'
  | 'pages.news'
  | 'pages.create'
  | 'files.list'
  | 'reports.list'
  | 'reports.read'
  | 'reports.trace'
  | 'explain.impact'
  | 'explain.page'
  | 'explain.values'
  | 'preview.broken'
  | 'preview.show'
  | 'preview.renew';

const noReport = 'This build is not kept any more: the last fifty are.';

/** One open site: building it, its pages, where its time went. */
export const sessionHandlers: HandlersOf<Names> = {
  'session.open': async (caller, { root }) => {
    const session = await caller.enter(root);
    return { ...session.snapshot(), seq: caller.seq() };
  },

  'session.close': async (caller) => {
    await caller.leave();
    return null;
  },

  'session.trust': async (caller) => {
    await caller.session().trust();
    return null;
  },

  'build.start': async (caller, { adopt }) => {
    const session = caller.session();
    await session.documents.saveAll();
    if (adopt) session.adoptOutputs();
    return { operation: session.builds.start() };
  },

  'operation.cancel': ({ operations }, { operation }) => {
    operations.cancel(operation);
    return null;
  },

  'pages.rows': (caller, { offset, limit }) => caller.session().pages.page(offset, limit),

  'pages.news': (caller, { since }) => caller.session().pages.newsSince(since),

  'pages.create': async (caller, { section, title }) => ({ file: await createPage(caller.session(), section, title) }),

  'files.list': (caller) => ({ files: caller.session().pages.files() }),

  'reports.list': async (caller) => ({ builds: await caller.session().engine.reports() }),

  'reports.read': async (caller, { started }) => {
    const report = await caller.session().engine.report(started);
    if (report === null) throw new StudioError('gone', noReport);
    return report;
  },

  'reports.trace': async (caller, { started }) => {
    const report = await caller.session().engine.report(started);
    if (report === null) throw new StudioError('gone', noReport);
    return { name: `build-${started.replace(/[:.]/g, '-')}.json`, text: traceOf(report) };
  },

  'preview.broken': (caller, { url }) => ({ broken: caller.session().goodPages.brokenAt(url) }),

  'preview.show': (caller, { version }) => {
    const session = caller.session();
    session.goodPages.showVersion(version);
    session.previews.changed(null);
    return null;
  },

  'preview.renew': (caller) => {
    caller.session().renewPreview();
    return null;
  },

  'explain.page': async (caller, { page }) => {
    const session = caller.session();
    const [explained, settings] = await Promise.all([session.engine.explain(page), session.readText('site.yaml')]);
    const { listing } = session.pages;
    if (explained === null || listing === null)
      throw new StudioError('not-found', 'Nothing is known of this page yet: it has not been built.');
    return explainPage(explained, listing, settings);
  },

  'explain.values': async (caller, { url, values }) => {
    const session = caller.session();
    const { listing } = session.pages;
    if (listing === null) throw new StudioError('not-found', 'Nothing is known of this page yet.');
    const read = (file: string): Promise<string | null> => session.readText(file);
    const knowledge = { listing, url, read, words: wordFiles(session.outline?.roots.layers ?? [], listing.language) };
    return { origins: await explainValues(values, knowledge) };
  },

  'explain.impact': async (caller, { file }) => {
    const session = caller.session();
    const impact = await session.engine.impact(file);
    const { listing } = session.pages;
    if (impact === null || listing === null)
      throw new StudioError('not-found', 'Nothing is known of this file yet: the site has not been built with it.');
    return explainImpact(impact, listing);
  },
};
