/** Makes one commit out of files, through one process (git fast-import): no work tree, no filters, no second copy of the site. */
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import type { Source } from '../adapter.ts';
import { buildChanged } from '../file-problem.ts';
import { readPieces } from '../hash.ts';
import { collectText, ended, startGit } from './run.ts';

/** Where the commit is before it is pushed. */
export const NEXT = 'refs/galley/next';

export interface CommitHead {
  /** null: the first of its branch. */
  parent: string | null;
  /** "Ana <ana@example.com>" */
  author: string;
  message: string;
}

export class CommitWriter {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #end: Promise<number>;
  readonly #said: () => string;

  constructor(clone: string, env: NodeJS.ProcessEnv, { parent, author, message }: CommitHead) {
    const args = [`--git-dir=${clone}`, 'fast-import', '--quiet', '--done', '--force', '--date-format=raw'];
    this.#child = startGit(args, { env });
    this.#child.stdout.resume();
    this.#said = collectText(this.#child);
    this.#end = ended(this.#child);
    // Its failure is told by whoever waits for it; until then it must not count as unhandled.
    this.#end.catch(() => {});
    const text = Buffer.from(message);
    const time = Math.floor(Date.now() / 1000);
    this.#child.stdin.write(`commit ${NEXT}\ncommitter ${author} ${time} +0000\ndata ${text.length}\n`);
    this.#child.stdin.write(text);
    this.#child.stdin.write(parent === null ? '\n' : `\nfrom ${parent}\n`);
  }

  /** One at a time. @throws PublishProblem 'build-changed' when the source is not what it says */
  async put(path: string, source: Source): Promise<void> {
    await this.#write(`M 100644 inline ${quoted(path)}\ndata ${source.size}\n`);
    let left = source.size;
    const print = await readPieces(source.file, async (bytes) => {
      left -= bytes.length;
      // More would be read as commands.
      if (left < 0) throw buildChanged(source.path);
      await this.#write(Buffer.from(bytes));
    });
    if (print.size !== source.size || print.hash !== source.hash) throw buildChanged(source.path);
    await this.#write('\n');
  }

  async remove(path: string): Promise<void> {
    await this.#write(`D ${quoted(path)}\n`);
  }

  /** @throws Error with what Git said when the commit could not be made */
  async finish(): Promise<void> {
    this.#child.stdin.end('\ndone\n');
    const code = await this.#end;
    if (code !== 0) throw new Error(this.#said() || `git fast-import ended with ${code}`);
  }

  /** Gives up. Nothing of it is seen anywhere. */
  async abandon(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#end;
  }

  async #write(bytes: string | Buffer): Promise<void> {
    const { stdin } = this.#child;
    if (stdin.destroyed || this.#child.exitCode !== null) await this.finish();
    if (!stdin.write(bytes)) await Promise.race([once(stdin, 'drain'), this.#end]);
  }
}

function quoted(path: string): string {
  return `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}
