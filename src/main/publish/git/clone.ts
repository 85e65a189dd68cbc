/** Our own clone of a target's branch: bare, without hooks, one commit deep. Nothing of the target's settings gets into it. */
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ifThere, withPath } from '../file-problem.ts';
import { isOnThisMachine } from '../targets/git-address.ts';
import type { GitTarget } from '../targets/schema.ts';
import { gitEnvironment, tokenSettings, withoutToken } from './environment.ts';
import { gitProblem } from './problems.ts';
import { type GitRun, runGit } from './run.ts';
import { readUserSettings } from './user-settings.ts';

/** The branch as it was when it was last fetched. */
const SEEN = 'refs/galley/seen';
/** Programs that Git would run in a repository of this machine when it is read or pushed to. */
const TAMED =
  '-c core.hooksPath=/dev/null -c core.alternateRefsCommand=: -c core.fsmonitor=false -c receive.denyCurrentBranch=refuse';

const MOST_PACKS = 50;
const MOST_LOOSE_OF_256 = 27;

export interface TreeEntry {
  kind: 'file' | 'other';
  oid: string;
  size: number;
}

export class Clone {
  private constructor(
    readonly folder: string,
    readonly env: NodeJS.ProcessEnv,
    readonly author: string,
    private readonly target: GitTarget,
    private readonly token: string | null,
    private readonly signal: AbortSignal,
  ) {}

  /** @throws PublishProblem 'no-git' */
  static async open(target: GitTarget, folder: string, token: string | null, signal: AbortSignal): Promise<Clone> {
    const { network, author } = await readUserSettings(signal);
    const env = gitEnvironment([...network, ...tokenSettings(target, token)]);
    const clone = new Clone(folder, env, author, target, token, signal);
    await clone.#removeRemains();
    // With a file damaged that Git reads first, it cannot even be begun again.
    if ((await clone.#isOvergrown()) || !(await clone.#isSound())) await clone.renew();
    else await clone.#init();
    return clone;
  }

  /** Begins anew: everything in it can be fetched again. */
  async renew(): Promise<void> {
    await withPath(this.folder, () => rm(this.folder, { recursive: true, force: true }));
    await this.#init();
  }

  /** Fetches the branch when it is not what it was. @returns its commit; null: there is no such branch */
  async fetch(): Promise<string | null> {
    const { address, branch } = this.target;
    const ref = `refs/heads/${branch}`;
    const upload = this.#tamed('upload-pack');
    const listed = await this.#must(['ls-remote', ...upload, '--', address, ref]);
    const line = listed.stdout
      .toString('utf8')
      .split('\n')
      .find((one) => one.endsWith(`\t${ref}`));
    const tip = line?.slice(0, line.indexOf('\t')) ?? null;
    if (tip === null || tip === (await this.commitAt(SEEN))) return tip;
    await this.#must([
      ...[
        'fetch',
        '--quiet',
        '--depth=1',
        '--no-tags',
        '--no-write-fetch-head',
        '--no-recurse-submodules',
        '--refmap=',
      ],
      ...[...upload, '--', address, `+${ref}:${SEEN}`],
    ]);
    return this.commitAt(SEEN);
  }

  /** Never forced: what somebody else put there meanwhile stays. */
  async push(commit: string): Promise<void> {
    const { address, branch } = this.target;
    const options = ['--quiet', '--porcelain', '--no-verify', '--no-follow-tags', ...this.#tamed('receive-pack')];
    await this.#must(['push', ...options, '--', address, `${commit}:refs/heads/${branch}`]);
    await this.#must(['update-ref', SEEN, commit]);
  }

  async commitAt(ref: string): Promise<string | null> {
    const { code, stdout } = await this.#run(['rev-parse', '--quiet', '--verify', `${ref}^{commit}`]);
    return code === 0 ? stdout.toString('utf8').trim() : null;
  }

  async deleteRef(ref: string): Promise<void> {
    await this.#must(['update-ref', '-d', ref]);
  }

  /** All files of a commit, by path. */
  async tree(commit: string): Promise<Map<string, TreeEntry>> {
    const { stdout } = await this.#must(['ls-tree', '-r', '-l', '-z', '--full-tree', commit]);
    const entries = new Map<string, TreeEntry>();
    for (const row of stdout.toString('utf8').split('\0')) {
      const [, mode, type, oid, size, path] = /^(\d+) (\w+) ([0-9a-f]+) +(\d+|-)\t(.*)$/s.exec(row) ?? [];
      if (path === undefined || oid === undefined) continue;
      const kind = type === 'blob' && mode !== '120000' ? 'file' : 'other';
      entries.set(path, { kind, oid, size: Number(size) || 0 });
    }
    return entries;
  }

  /** An error with what Git said becomes a problem in words. */
  problem(said: string): Error {
    return gitProblem(withoutToken(said, this.target, this.token), this.target, this.token !== null);
  }

  async #init(): Promise<void> {
    await withPath(this.folder, () => mkdir(this.folder, { recursive: true }));
    await this.#must(['init', '--quiet', '--bare', '--template=', '--', this.folder]);
  }

  /** Whether Git takes it for a repository, or there is none yet. */
  async #isSound(): Promise<boolean> {
    if ((await ifThere(readdir(this.folder))) === null) return true;
    return (await this.#run(['rev-parse', '--git-dir'])).code === 0;
  }

  /** Git's own measure of when to tidy up. Tidying would keep every release since the clone was made. */
  async #isOvergrown(): Promise<boolean> {
    const packs = (await ifThere(readdir(join(this.folder, 'objects/pack')))) ?? [];
    const loose = (await ifThere(readdir(join(this.folder, 'objects/17')))) ?? [];
    return packs.filter((name) => name.endsWith('.pack')).length > MOST_PACKS || loose.length > MOST_LOOSE_OF_256;
  }

  #tamed(program: 'upload-pack' | 'receive-pack'): string[] {
    return isOnThisMachine(this.target.address) ? [`--${program}=git ${TAMED} ${program}`] : [];
  }

  #run(args: readonly string[]): Promise<GitRun> {
    const inside = args[0] === 'init' ? args : [`--git-dir=${this.folder}`, ...args];
    return runGit(inside, { env: this.env, signal: this.signal });
  }

  async #must(args: readonly string[]): Promise<GitRun> {
    const run = await this.#run(args);
    if (run.code === 0) return run;
    throw this.problem(`${run.stdout.toString('utf8').slice(0, 2000)}\n${run.stderr}`);
  }

  /** What Git leaves when it is killed. */
  async #removeRemains(): Promise<void> {
    for (const folder of [this.folder, ...['objects/pack', 'refs/galley'].map((name) => join(this.folder, name))]) {
      for (const name of (await ifThere(readdir(folder))) ?? []) {
        if (/^(tmp_|fast_import_crash_)|\.lock$/.test(name)) await rm(join(folder, name), { force: true });
      }
    }
  }
}
