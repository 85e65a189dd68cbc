import type { OpenDocument } from '../../../shared/contract/documents.ts';
import { StudioError } from '../../../shared/contract/wire.ts';
import type { Caller, HandlersOf } from '../context.ts';
import { readForm } from '../edits/form.ts';
import { setFrontMatter } from '../edits/front-matter.ts';
import { isProblem } from '../edits/problem.ts';
import { onDisk } from '../failures.ts';
import type { SiteSession } from '../session/site-session.ts';
import { openDocument } from './open-document.ts';

type Names =
  | 'documents.open'
  | 'documents.edit'
  | 'documents.save'
  | 'documents.close'
  | 'documents.takeOver'
  | 'documents.resolve'
  | 'documents.form'
  | 'documents.field'
  | 'documents.history'
  | 'documents.earlier';

const notOpened = 'This file could not be opened';

/** Documents that a window has open. What the window types is acknowledged when it is in the host's copy. */
export const documentHandlers: HandlersOf<Names> = {
  'documents.open': (caller, { file }) => open(caller, file),

  'documents.edit': (caller, { file, version, client, seq, changes }) => {
    const { documents } = caller.session();
    return { version: documents.edit(file, version, changes, { connection: caller.connection, client, seq }) };
  },

  'documents.save': async (caller, { file }) => {
    const { documents } = caller.session();
    const problems = file === null ? await documents.saveAll() : [{ file, problem: await documents.save(file) }];
    const problem = problems.find((one) => one.problem !== null)?.problem;
    if (problem)
      throw new StudioError(problem.reason === 'conflict' ? 'conflict' : 'cannot', problem.message, problem.detail);
    return null;
  },

  'documents.close': async (caller, { file }) => {
    await caller.session().documents.close(file, caller.connection);
    return null;
  },

  'documents.takeOver': async (caller, { file }) => {
    const session = caller.session();
    const taken = await onDisk(notOpened, () => session.documents.takeOver(file, caller.connection));
    return openDocument(session, taken);
  },

  /** Also the answer to recovered text: either it is what the writer chose, or it is let go. */
  'documents.resolve': async (caller, { file, text }) => {
    const { documents } = caller.session();
    const { recovered, conflict } = await onDisk(notOpened, () => documents.open(file, caller.connection));
    if (conflict !== null) {
      const problem = await documents.resolveConflict(file, { text });
      if (problem !== null) throw new StudioError('cannot', problem.message, problem.detail);
    }
    if (recovered !== null) await documents.takeRecovered(file, text === recovered.text);
    return open(caller, file);
  },

  'documents.form': async (caller, { file }) => {
    const form = readForm(await textOf(caller, file));
    return 'closed' in form ? { form: null, closed: form.closed } : { form, closed: null };
  },

  'documents.field': (caller, { file, field, value }) => {
    const open = caller.session().documents.textOf(file);
    if (open === null) throw new StudioError('not-found', 'This text is not open any more. Open it again.');
    const changes = setFrontMatter(open.text, [field], value === null ? undefined : value);
    if (isProblem(changes)) throw new StudioError('cannot', changes.problem);
    return { version: open.version, changes };
  },

  'documents.history': async (caller, { file }) => ({ entries: await caller.session().documents.history(file) }),

  'documents.earlier': async (caller, { id }) => {
    const text = await caller.session().documents.historyText(id);
    if (text === null) throw new StudioError('gone', 'This version is not kept any more.');
    return { text };
  },
};

async function textOf(caller: Caller, file: string): Promise<string> {
  const text = await caller.session().readText(file);
  if (text === null) throw new StudioError('not-found', 'There is no such text any more, or it cannot be read.');
  return text;
}

async function open(caller: Caller, file: string): Promise<OpenDocument> {
  const session = caller.session();
  const opened = await onDisk(notOpened, () => session.documents.open(file, caller.connection));
  await findAddress(session, file);
  return openDocument(session, opened);
}

/** A draft has no page in the site, and is previewed where it would be. */
async function findAddress(session: SiteSession, file: string): Promise<void> {
  if (!session.pages.lacksAddress(file)) return;
  const { found, url } = await session.engine.showPage({ page: { source: file }, texts: [], marks: false });
  if (found) session.pages.noteAddress(file, url);
}
