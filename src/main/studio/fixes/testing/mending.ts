/** Mending a real site in a temporary folder: built before and after, with nothing between but the fix. */
import { cpSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Proof } from '../../../../shared/proof.ts';
import type { BuildReport } from '../../../../shared/report.ts';
import { openSite } from '../../../engine/open-site.ts';
import { engineOptions, makeSite, removeSite, TEST_TIME } from '../../../engine/testing/site-folder.ts';
import type { Site } from '../../../engine/types.ts';
import { applyChanges } from '../../documents/apply-changes.ts';
import { remediesFor } from '../remedies.ts';
import type { FileEdit, FixKnowledge, FixPlan, Remedy } from '../types.ts';

const examples = join(import.meta.dirname, '../../../../../examples');

/** One site under repair. */
export class Bench {
  readonly #site: Site;
  report: BuildReport;

  private constructor(site: Site, report: BuildReport) {
    this.#site = site;
    this.report = report;
  }

  /** @param name folder below examples/ ("broken/link-broken") */
  static async ofExample(name: string): Promise<Bench> {
    const root = await makeSite({});
    cpSync(join(examples, name), root, { recursive: true, verbatimSymlinks: true });
    return Bench.at(root);
  }

  static async of(files: Record<string, string>): Promise<Bench> {
    return Bench.at(await makeSite(files));
  }

  private static async at(root: string): Promise<Bench> {
    const site = await openSite(root, engineOptions);
    return new Bench(site, await build(site));
  }

  get root(): string {
    return this.#site.root;
  }

  async build(): Promise<BuildReport> {
    this.report = await build(this.#site);
    return this.report;
  }

  async knowledge(): Promise<FixKnowledge> {
    const { locate } = await this.#site.outline();
    const listing = await this.#site.listing();
    if (listing === null) throw new Error('nothing was built');
    return { read: (file) => readOrNull(locate(file)), listing, today: TEST_TIME.slice(0, 10) };
  }

  async remedies(proof: Proof): Promise<Remedy[]> {
    return remediesFor(proof, await this.knowledge());
  }

  /** The first proof of a code. */
  proof(code: string): Proof {
    const found = this.report.proofs.find((proof) => proof.code === code);
    if (found === undefined) throw new Error(`no ${code} among ${this.report.proofs.map((proof) => proof.code)}`);
    return found;
  }

  async write({ edits }: FixPlan): Promise<void> {
    for (const { file, before, changes } of edits) {
      const path = join(this.root, file);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, applyChanges(before ?? '', changes));
    }
  }

  read(file: string): Promise<string> {
    return readFile(join(this.root, file), 'utf8');
  }

  async close(): Promise<void> {
    await this.#site.close();
    await removeSite(this.root);
  }
}

function build(site: Site): Promise<BuildReport> {
  return site.build({ now: TEST_TIME, drafts: false, clean: false, adopt: false, workers: 0 });
}

async function readOrNull(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** "error link-broken /x/": what two builds are compared by. Hints are not counted against a fix. */
export function troubles({ proofs }: BuildReport): string[] {
  return proofs
    .filter(({ severity }) => severity !== 'hint')
    .map(({ severity, code, cause }) => `${severity} ${code} ${cause}`);
}

export function isSame(a: Pick<Proof, 'code' | 'cause'>, b: Pick<Proof, 'code' | 'cause'>): boolean {
  return a.code === b.code && a.cause === b.cause;
}

export function namesOf(edits: readonly FileEdit[]): string[] {
  return edits.map(({ file }) => file);
}
