/** Reads the content of Git objects through one process. */
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { ended, startGit } from './run.ts';

export class ObjectReader {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #pieces: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);
  /** Objects come one after the other. */
  #turn: Promise<void> = Promise.resolve();

  constructor(clone: string, env: NodeJS.ProcessEnv) {
    this.#child = startGit([`--git-dir=${clone}`, 'cat-file', '--batch'], { env });
    this.#child.stderr.resume();
    this.#pieces = this.#child.stdout[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  }

  /** @param take is given the content piece by piece. @throws Error when there is no such object */
  read(oid: string, take: (bytes: Buffer) => Promise<void>): Promise<void> {
    const turn = this.#turn.then(() => this.#readNext(oid, take));
    // One that fails is told to whoever asked for it; those behind it fail by themselves.
    this.#turn = turn.catch(() => {});
    return turn;
  }

  async #readNext(oid: string, take: (bytes: Buffer) => Promise<void>): Promise<void> {
    this.#child.stdin.write(`${oid}\n`);
    const [, type, size] = (await this.#line()).split(' ');
    if (type !== 'blob') throw new Error(`git cat-file: ${oid} is ${type ?? 'nothing'}`);
    let left = Number(size);
    while (left > 0) {
      if (this.#rest.length === 0) await this.#more();
      const piece = this.#rest.subarray(0, left);
      this.#rest = this.#rest.subarray(piece.length);
      left -= piece.length;
      await take(piece);
    }
    await this.#line();
  }

  async close(): Promise<void> {
    const end = ended(this.#child);
    this.#child.stdin.end();
    this.#child.stdout.destroy();
    await end;
  }

  async #line(): Promise<string> {
    for (;;) {
      const end = this.#rest.indexOf(10);
      if (end >= 0) {
        const line = this.#rest.subarray(0, end).toString('utf8');
        this.#rest = this.#rest.subarray(end + 1);
        return line;
      }
      await this.#more();
    }
  }

  async #more(): Promise<void> {
    const { done, value } = await this.#pieces.next();
    if (done) throw new Error('git cat-file ended early');
    this.#rest = this.#rest.length === 0 ? value : Buffer.concat([this.#rest, value]);
  }
}
