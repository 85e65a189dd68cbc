/** A branch of a Git repository: one release is one commit, which appears there all at once. */

import type { Found, Source, Survey, TargetAdapter } from '../adapter.ts';
import { type Print, Printer } from '../hash.ts';
import { foldersOf } from '../plan/stages.ts';
import { readLines, writeLines } from '../state/lines.ts';
import type { StatePaths } from '../state/state-paths.ts';
import { type GitTarget, trimSlashes } from '../targets/schema.ts';
import { PublishProblem } from '../types.ts';
import { Clone, type TreeEntry } from './clone.ts';
import { CommitWriter, NEXT } from './commit-writer.ts';
import { ObjectReader } from './object-reader.ts';

/** @param token password or token for https; it is given to Git only, and kept nowhere. @throws PublishProblem */
export async function openGit(
  target: GitTarget,
  paths: StatePaths,
  token: string | null,
  signal: AbortSignal,
): Promise<TargetAdapter> {
  const clone = await Clone.open(target, paths.clone, token, signal);
  const prefix = target.folder === undefined ? '' : `${trimSlashes(target.folder)}/`;
  return new GitAdapter(clone, prefix, await KnownObjects.open(paths.objects));
}

class GitAdapter implements TargetAdapter {
  readonly atOnce = true;
  readonly parallel = 1;
  #tip: string | null = null;
  #tree: Map<string, TreeEntry> = new Map();
  #writer: CommitWriter | null = null;
  #reader: ObjectReader | null = null;
  readonly #put = new Map<string, Print>();

  constructor(
    private readonly clone: Clone,
    /** Folder in the branch, with a slash at its end; '' for all of it. */
    private readonly prefix: string,
    private readonly known: KnownObjects,
  ) {}

  nameProblem(path: string): string | null {
    const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
    if (/^(\.git|git~1)[ .]*$/.test(name)) return 'Git keeps that name for itself';
    return name.includes('\0') ? 'its name has a character that no file name can have' : null;
  }

  fold(path: string): string {
    return path;
  }

  async survey(paths: readonly string[], signal: AbortSignal): Promise<Survey> {
    try {
      return await this.#survey(paths, signal);
    } catch (error) {
      if (signal.aborted || !isDamage(error, this.clone.folder)) throw error;
      await this.#reader?.close();
      this.#reader = null;
      await this.clone.renew();
      return this.#survey(paths, signal);
    }
  }

  async #survey(paths: readonly string[], signal: AbortSignal): Promise<Survey> {
    this.#tip = await this.clone.fetch();
    this.#tree = this.#tip === null ? new Map() : await this.clone.tree(this.#tip);
    const folders = new Set([...this.#tree.keys()].flatMap(foldersOf));
    const found = new Map<string, Found>();
    for (const path of paths) {
      signal.throwIfAborted();
      found.set(path, await this.#look(path, folders));
    }
    return { found, revision: this.#tip };
  }

  async read(path: string, take: (bytes: Buffer) => Promise<void>): Promise<void> {
    const entry = this.#tree.get(this.prefix + path);
    if (entry === undefined) throw new Error(`${path} is not in the branch`);
    await this.#readObject(entry.oid, take);
  }

  async begin(message: string): Promise<void> {
    await this.clone.deleteRef(NEXT);
    const { folder, env, author } = this.clone;
    this.#writer = new CommitWriter(folder, env, { parent: this.#tip, author, message });
  }

  async put(source: Source): Promise<void> {
    await this.#committing((writer) => writer.put(this.prefix + source.path, source));
    this.#put.set(this.prefix + source.path, { hash: source.hash, size: source.size });
  }

  async remove(path: string): Promise<void> {
    await this.#committing((writer) => writer.remove(this.prefix + path));
  }

  async finish(note: (revision: string) => Promise<void>): Promise<string | null> {
    await this.#committing((writer) => writer.finish());
    this.#writer = null;
    const commit = await this.clone.commitAt(NEXT);
    if (commit === null) throw this.clone.problem('the release could not be put together');
    await note(commit);
    await this.clone.push(commit);
    await this.#learn(commit);
    return commit;
  }

  async close(): Promise<void> {
    await this.#writer?.abandon();
    await this.#reader?.close();
    await this.known.save();
  }

  async #look(path: string, folders: ReadonlySet<string>): Promise<Found> {
    const at = this.prefix + path;
    const entry = this.#tree.get(at);
    if (entry?.kind === 'other') return { kind: 'other' };
    if (entry !== undefined) return { kind: 'file', ...(await this.#print(entry)) };
    if (folders.has(at)) {
      const files = [...this.#tree.keys()].filter((file) => file.startsWith(`${at}/`));
      return { kind: 'folder', files: files.map((file) => file.slice(this.prefix.length)) };
    }
    const by = foldersOf(at).find((folder) => this.#tree.has(folder));
    // What stands in the way of the branch's folder itself is outside of it: by its own name, it is nobody's of ours.
    return by === undefined
      ? { kind: 'none' }
      : { kind: 'below', by: by.length > this.prefix.length ? by.slice(this.prefix.length) : `/${by}` };
  }

  async #print({ oid, size }: TreeEntry): Promise<Print> {
    const known = this.known.get(oid);
    if (known !== undefined) return { hash: known, size };
    const printer = new Printer();
    await this.#readObject(oid, async (bytes) => printer.add(bytes));
    const print = printer.end();
    this.known.set(oid, print.hash);
    return print;
  }

  async #readObject(oid: string, take: (bytes: Buffer) => Promise<void>): Promise<void> {
    this.#reader ??= new ObjectReader(this.clone.folder, this.clone.env);
    await this.#reader.read(oid, take);
  }

  async #committing(work: (writer: CommitWriter) => Promise<void>): Promise<void> {
    if (this.#writer === null) throw new Error('begin() comes first');
    try {
      await work(this.#writer);
    } catch (error) {
      if (error instanceof PublishProblem) throw error;
      throw this.clone.problem(error instanceof Error ? error.message : String(error));
    }
  }

  /** Remembers which object each file became, so that the next survey reads none of them. */
  async #learn(commit: string): Promise<void> {
    const tree = await this.clone.tree(commit);
    for (const [path, { hash }] of this.#put) {
      const entry = tree.get(path);
      if (entry !== undefined) this.known.set(entry.oid, hash);
    }
    this.known.keepOnly(new Set([...tree.values()].map(({ oid }) => oid)));
  }
}

/** Our own clone may be what is wrong: it is only a copy. */
function isDamage(error: unknown, clone: string): boolean {
  if (!(error instanceof PublishProblem)) return true;
  // Nothing is pushed while it is looked at: what cannot be changed then is a name in the clone.
  return error.code === 'git-failed' || error.code === 'diverged' || (error.detail?.includes(clone) ?? false);
}

/** Which Git object has which content. A cache: an object never changes. */
class KnownObjects {
  #changed = false;

  private constructor(
    private readonly path: string,
    private hashes: Map<string, string>,
  ) {}

  static async open(path: string): Promise<KnownObjects> {
    try {
      return new KnownObjects(path, new Map((await readLines(path)) as [string, string][] | null));
    } catch (error) {
      if (error instanceof SyntaxError) return new KnownObjects(path, new Map());
      throw error;
    }
  }

  get(oid: string): string | undefined {
    return this.hashes.get(oid);
  }

  set(oid: string, hash: string): void {
    this.#changed ||= this.hashes.get(oid) !== hash;
    this.hashes.set(oid, hash);
  }

  keepOnly(oids: ReadonlySet<string>): void {
    const kept = [...this.hashes].filter(([oid]) => oids.has(oid));
    this.#changed ||= kept.length < this.hashes.size;
    this.hashes = new Map(kept);
  }

  async save(): Promise<void> {
    if (this.#changed) await writeLines(this.path, this.hashes);
  }
}
