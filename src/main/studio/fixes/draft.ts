/** Gathers the edits of one plan: all against the texts as they are when the plan is made. */

import { compareCodePoints } from '../../../kernel/order.ts';
import type { TextChange } from '../../../shared/contract/documents.ts';
import { applyChanges } from '../documents/apply-changes.ts';
import { type EditProblem, type EditResult, isProblem } from '../edits/problem.ts';
import { type FileEdit, type FixKnowledge, type FixPlan, refused, stale } from './types.ts';

/** What makes the edits of one text. */
export type TextEditor = (text: string) => EditResult;

interface Drafted {
  text: string;
  changes: TextChange[];
}

export class Draft {
  readonly #knowledge: Pick<FixKnowledge, 'read'>;
  readonly #files = new Map<string, Drafted>();
  readonly #made = new Map<string, string>();
  readonly #notes: string[] = [];

  constructor(knowledge: Pick<FixKnowledge, 'read'>) {
    this.#knowledge = knowledge;
  }

  /** @throws StudioError 'stale' when there is no such file, 'refused' when it cannot be edited as asked */
  async edit(file: string, editor: TextEditor): Promise<void> {
    const drafted = await this.#open(file);
    const made = editor(drafted.text);
    if (isProblem(made)) throw refused(problemText(file, made));
    for (const change of made) addChange(drafted.changes, change);
  }

  /** Says what else happens, in a sentence. */
  note(sentence: string): void {
    if (!this.#notes.includes(sentence)) this.#notes.push(sentence);
  }

  /** As `edit`; a file that is not there is made. */
  async editOrMake(file: string, editor: TextEditor): Promise<void> {
    if ((await this.#knowledge.read(file)) !== null) return this.edit(file, editor);
    const made = editor('');
    if (isProblem(made)) throw refused(problemText(file, made));
    this.#made.set(file, applyChanges('', made));
  }

  /** @throws StudioError 'stale' when nothing is left to do: the text is already as it should be */
  async plan(): Promise<FixPlan> {
    const edits: FileEdit[] = [];
    const copies: string[] = [];
    for (const [file, { text, changes }] of this.#files) {
      if (changes.length === 0) continue;
      const own = ownCopy(file);
      if (own === null) edits.push({ file, before: text, changes });
      else {
        copies.push(own);
        edits.push(await this.#copied(own, applyChanges(text, changes)));
      }
    }
    for (const [file, text] of this.#made)
      edits.push({ file, before: null, changes: [{ from: 0, to: 0, insert: text }] });
    if (edits.length === 0) throw stale();
    return {
      edits: edits.sort((a, b) => compareCodePoints(a.file, b.file)),
      note: [...this.#notes, ...noteOf(copies)].join(' ') || null,
    };
  }

  async #copied(file: string, text: string): Promise<FileEdit> {
    // The site has a part of that name since the last build: what was found is the theme's, which is not shown any more.
    if ((await this.#knowledge.read(file)) !== null) throw stale();
    return { file, before: null, changes: [{ from: 0, to: 0, insert: text }] };
  }

  async #open(file: string): Promise<Drafted> {
    const known = this.#files.get(file);
    if (known !== undefined) return known;
    const text = await this.#knowledge.read(file);
    if (text === null) throw stale();
    const drafted: Drafted = { text, changes: [] };
    this.#files.set(file, drafted);
    return drafted;
  }
}

function problemText(file: string, { problem, line }: EditProblem): string {
  return line === undefined ? `${file}: ${problem}` : `${file}, line ${line}: ${problem}`;
}

/** Keeps the list sorted; the same change twice is one. @throws StudioError when two changes meet */
function addChange(changes: TextChange[], change: TextChange): void {
  const last = changes.at(-1);
  // Most come in the order of the text, and there may be thousands.
  if (last === undefined || (last.to <= change.from && last.from < change.from)) {
    changes.push(change);
    return;
  }
  const at = changes.findIndex(({ from }) => from >= change.from);
  const place = at < 0 ? changes.length : at;
  const next = changes[place];
  if (next?.from === change.from && next.to === change.to && next.insert === change.insert) return;
  const before = changes[place - 1];
  if ((before !== undefined && before.to > change.from) || (next !== undefined && change.to > next.from)) {
    throw refused('Two places to mend lie in one another. Mend them by hand, one after the other.');
  }
  changes.splice(place, 0, change);
}

const ofTheme = /^(?:theme:[^/]+|themes\/[^/]+)\/templates\//;

/** Whether a part of the design is a theme's: such files are never written. */
export function isThemeFile(file: string): boolean {
  return file.startsWith('theme:') || file.startsWith('themes/');
}

/** Where the site's own copy of a theme's part goes; null for files that are the site's own. */
function ownCopy(file: string): string | null {
  return ofTheme.test(file) ? file.replace(ofTheme, 'templates/') : null;
}

function noteOf(copies: readonly string[]): string[] {
  if (copies.length === 0) return [];
  const names = copies.join(', ');
  return copies.length === 1
    ? [`The site gets its own copy of this part of the design (${names}). Later changes of the theme do not reach it.`]
    : [
        `The site gets its own copies of these parts of the design (${names}). Later changes of the theme do not reach them.`,
      ];
}
