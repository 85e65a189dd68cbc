/** Mending a real site in a temporary folder: built before and after, with nothing between but the fix. */
import { cpSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Proof } from '../../../../shared/proof.ts';
import type { BuildReport } from '../../../../shared/report.ts';
import { openSite } from '../../../engine/open-site.ts';
import { engineOptions, makeSite, readTree, removeSite, TEST_TIME } from '../../../engine/testing/site-folder.ts';
import type { Site } from '../../../engine/types.ts';
import { DocumentStore } from '../../documents/store.ts';
import { Changes } from '../../edits/change-set.ts';
import { changeMaker } from '../change-maker.ts';
import type { ChangeMaker } from '../fix-desk.ts';
import { remediesFor } from '../remedies.ts';
import type { FileEdit, FixKnowledge, FixPlan, Remedy } from '../types.ts';

const examples = join(import.meta.dirname, '../../../../../examples');

/** One site under repair, with the studio's own documents and changes. */
export class Bench {
  readonly #site: Site;
  readonly documents: DocumentStore;
  readonly changes: ChangeMaker;
  report: BuildReport;

  private constructor(site: Site, report: BuildReport, locate: (file: string) => string) {
    const { root } = site;
    const options = { root, granted: () => [root], locate, onEvent: () => undefined };
    this.#site = site;
    this.documents = new DocumentStore(options);
    this.changes = changeMaker(new Changes(options, this.documents));
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
    const report = await build(site);
    return new Bench(site, report, (await site.outline()).locate);
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
    const read = async (file: string): Promise<string | null> =>
      this.documents.textOf(file)?.text ?? readOrNull(locate(file));
    return { read, listing, today: TEST_TIME.slice(0, 10) };
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

  /** Makes a plan. @returns the change's id */
  async make(plan: FixPlan): Promise<string> {
    return (await this.changes.make('a fix', plan.edits)).id;
  }

  read(file: string): Promise<string> {
    return readFile(join(this.root, file), 'utf8');
  }

  /** Every source of the site, by name: what an undo must bring back to the byte. */
  async sources(): Promise<Record<string, string>> {
    const tree = await readTree(this.root);
    return Object.fromEntries(Object.entries(tree).filter(([name]) => !/^(?:public|\.galley)\//.test(name)));
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
