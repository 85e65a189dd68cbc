/** Unsaved texts as documents. The same text is asked about again and again, beside another one that changes. */
import type { ParseTextResult, ParseTextTask } from '../../../kernel/tasks.ts';
import { unreadDocument } from '../../../kernel/unread-document.ts';
import { type TaskRunner, WorkerLost } from '../pool/runner.ts';
import type { PlannedSite } from './planned.ts';

const KEPT = 16;

export class TextParser {
  readonly #known = new Map<string, ParseTextResult>();

  /**
   * @param texts by source; parsed as the settings of the last build say
   * @param marks whether the bodies are wanted with marks, too
   */
  async parse(
    runner: TaskRunner,
    { found }: PlannedSite,
    texts: ReadonlyMap<string, string>,
    marks: boolean,
  ): Promise<Map<string, ParseTextResult>> {
    const { language, markdown } = found.config;
    const parsed = new Map<string, ParseTextResult>();
    for (const [source, text] of texts) {
      const key = JSON.stringify([source, language, markdown, marks, text]);
      const known = this.#known.get(key) ?? (await parseOne(runner, { source, text, language, markdown, marks }));
      this.#keep(key, known);
      parsed.set(source, known);
    }
    return parsed;
  }

  #keep(key: string, parsed: ParseTextResult): void {
    this.#known.delete(key);
    this.#known.set(key, parsed);
    if (this.#known.size > KEPT) this.#known.delete(this.#known.keys().next().value as string);
  }
}

async function parseOne(runner: TaskRunner, task: ParseTextTask): Promise<ParseTextResult> {
  try {
    return (await runner.run('parseText', task)).result;
  } catch (error) {
    if (!(error instanceof WorkerLost)) throw error;
    const { source } = task;
    const finding = { code: 'worker-lost', data: { source }, file: source } as const;
    return { document: unreadDocument(source, finding), body: new Uint8Array(0), marked: null };
  }
}
