/** Builds a site that is being edited, builds the same sources cleanly elsewhere, and says where the two differ. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type { BuildReport } from '../../../../shared/report.ts';
import { openSite } from '../../open-site.ts';
import { ahead } from '../../testing/ahead.ts';
import { type BuildRequest, CannotBuild, type EngineOptions, type Site } from '../../types.ts';
import { Dice } from './dice.ts';
import { EditedSite, isForeign } from './edited-site.ts';
import { applyEdit, type Edit, isOfSources } from './edits.ts';
import { buildElsewhere } from './elsewhere.ts';

/** What happens before one comparison. */
export interface Step {
  edits: Edit[];
  /** The site is closed and opened: what it knows comes from its cache. */
  reopen: boolean;
  /** Another process builds first, and is killed after so many milliseconds or may end; then the first edit is taken back or not. null: none does. */
  elsewhere: { killAfter: number | null; takeBack: boolean } | null;
  /** A build is begun and cancelled after so many milliseconds; then the first edit is made once more. null: none is. */
  cancelAfter: number | null;
  /** A build runs, and after so many milliseconds the first edit is made once more if it is one of the sources. null: none does. */
  meanwhile: number | null;
  /** Threads; 0: inline; null: as the engine decides. */
  workers: number | null;
  /** The build is told what changed, if the site was open all the time and nothing happened that nobody hears. */
  told: boolean;
  /** All files look as if nobody had touched them for a while. */
  rested: boolean;
  /** Output folder, in the site. */
  out: 'public' | 'other';
  /** After the comparison, pages are shown in a preview, chosen by this number; null: nobody looks. */
  looks: number | null;
  /** After that, all is audited while nobody does anything; then threads give back what they kept, where a window waits. */
  audited: boolean;
}

/** One build in one thread that looks at everything. */
export const quiet: Omit<Step, 'edits'> = {
  reopen: false,
  elsewhere: null,
  cancelAfter: null,
  meanwhile: null,
  workers: 0,
  told: false,
  rested: false,
  out: 'public',
  looks: null,
  audited: false,
};

/** Further than files are distrusted. */
const AHEAD = 3_000;

/** Pages that are looked at, one after the other. */
const LOOKS = 3;

/** More pages than any of these sites has. */
const ALL = 1_000;

export interface Tally {
  builds: number;
  /** Of these, how many looked only at what they were told of. */
  trusting: number;
  /** Of these, how many found that there was nothing to do. */
  standing: number;
  rendered: number;
  kept: number;
  /** Pages that were looked at in a preview. */
  shown: number;
}

type Outcome = { report: BuildReport } | { failure: string };

export class Judge {
  readonly site: EditedSite;
  readonly #folder: string;
  #open: Site | null = null;
  /** What was done, in words. */
  readonly story: string[] = [];
  readonly tally: Tally = { builds: 0, trusting: 0, standing: 0, rendered: 0, kept: 0, shown: 0 };
  /** Absolute paths of what was touched since the last build that ended; null: nobody can say. */
  #heard: string[] | null = null;

  /**
   * @param plant does harm between a build and its comparison, to show that it is found
   * @param folder for both sites, made if there is none; absent: a temporary one
   */
  constructor(
    seed: number,
    private readonly options: EngineOptions,
    private readonly plant: (site: EditedSite, report: BuildReport) => void = () => {},
    folder: string = mkdtempSync(join(tmpdir(), 'galley-laws-')),
  ) {
    this.#folder = folder;
    this.site = new EditedSite(`${folder}/site`, seed);
  }

  /** @returns what differs, in words; null: nothing does */
  async step(step: Step): Promise<string | null> {
    const { edits, reopen, elsewhere, cancelAfter, meanwhile, workers, told, rested, out, looks, audited } = step;
    const [first] = edits;
    if (elsewhere?.takeBack === true) this.site.switchBranch();
    for (const edit of edits) this.story.push(applyEdit(this.site, edit));
    if (elsewhere !== null) await this.#elsewhere(elsewhere, out);
    if (reopen) await this.#close();
    const site = await this.#opened();
    if (cancelAfter !== null) {
      await this.#cancelled(site, this.#telling(workers, told, out), cancelAfter);
      if (first !== undefined) this.story.push(applyEdit(this.site, first));
    }
    if (meanwhile !== null && first !== undefined && isOfSources(first)) {
      await this.#edited(site, this.#telling(workers, told, out), first, meanwhile);
    }
    const request = this.#telling(workers, told, out);
    const foreign = this.#foreign(out);
    const build = (): Promise<Outcome> => this.#built(site, request);
    const outcome = rested ? await ahead(AHEAD, build) : await build();
    return (
      difference(this.#foreign(out), foreign) ??
      (await this.#compare(outcome, out)) ??
      (looks === null || 'failure' in outcome ? null : await this.#look(site, new Dice(looks), out)) ??
      (audited ? await this.audit() : null)
    );
  }

  /** Pages are shown as they were built, whatever was typed and not saved before. @returns what differs, in words */
  async #look(site: Site, dice: Dice, out: string): Promise<string | null> {
    const { basePath = '/' } = (await site.listing()) ?? {};
    const pages = this.site.list(out, '.html');
    const source = this.site.document(dice);
    if (source !== undefined) {
      const texts = [{ file: source, text: `${this.site.text(source)}\nUnsaved.\n` }];
      await site.showPage({ page: { source }, texts, marks: dice.chance(0.5) });
    }
    for (let i = 0; i < LOOKS; i++) {
      const path = dice.among(pages) ?? '';
      const url = `${basePath}${path.slice(out.length + 1).replace(/(?:^|(?<=\/))index\.html$/, '')}`;
      const shown = await site.showPage({ page: { url }, texts: [], marks: false });
      if (!shown.found) continue;
      this.tally.shown++;
      this.story.push(`${url} is looked at`);
      const differs = difference(new Map([[url, shown.html]]), new Map([[url, this.site.text(path)]]));
      if (differs !== null) return `shown, ${differs}`;
    }
    return null;
  }

  /** @returns what an audit of the open site finds, in words; null: nothing */
  async audit(): Promise<string | null> {
    const site = await this.#opened();
    const { changed, touched, mistakes } = await site.audit({ sample: ALL });
    this.story.push('it is audited');
    const found = [...changed, ...touched, ...mistakes.map(({ kind, id }) => `${kind} ${id}`)];
    return found.length === 0 ? null : `the audit finds ${found.join(', ')}`;
  }

  /** For edits that were made by other means. */
  async compareNow(): Promise<string | null> {
    return this.#compare(await this.#built(await this.#opened(), this.#telling(0, false, 'public')), 'public');
  }

  async #elsewhere({ killAfter, takeBack }: NonNullable<Step['elsewhere']>, out: string): Promise<void> {
    this.story.push(`another process builds, ${killAfter === null ? 'to its end' : `killed after ${killAfter} ms`}`);
    await buildElsewhere(this.site.root, this.#request(0, out), this.options, killAfter);
    this.#heard = null;
    if (!takeBack) return;
    this.story.push('what was edited is taken back');
    this.site.switchBranch();
  }

  /** What lies in the output folder and is not ours. */
  #foreign(out: string): Map<string, string> {
    return new Map([...filesIn(join(this.site.root, out))].filter(([path]) => isForeign(path)));
  }

  /** Until a build ends well, what was heard before it is still news. */
  async #built(site: Site, request: BuildRequest, signal?: AbortSignal): Promise<Outcome> {
    const outcome = await outcomeOf(site, request, signal);
    if (!('report' in outcome)) return outcome;
    this.#heard = [];
    this.plant(this.site, outcome.report);
    return outcome;
  }

  #hear(): string[] | null {
    const touched = this.site.takeTouched();
    this.#heard = touched && this.#heard && [...new Set([...this.#heard, ...touched])];
    return this.#heard;
  }

  async end(): Promise<void> {
    await this.#close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #opened(): Promise<Site> {
    this.#open ??= await openSite(this.site.root, this.options);
    return this.#open;
  }

  async #close(): Promise<void> {
    await this.#open?.close();
    this.#open = null;
    this.#heard = null;
  }

  #request(workers: Step['workers'], out: string): BuildRequest {
    const { now, drafts } = this.site;
    return {
      now: new Date(now).toISOString(),
      drafts,
      out,
      clean: false,
      adopt: false,
      ...(workers !== null && { workers }),
    };
  }

  #telling(workers: Step['workers'], told: boolean, out: string): BuildRequest {
    const heard = this.#hear();
    const changed = told ? heard : null;
    if (changed !== null) this.story.push(`told: ${changed.map((path) => relative(this.site.root, path)).join(', ')}`);
    return { ...this.#request(workers, out), ...(changed && { changed }) };
  }

  async #cancelled(site: Site, request: BuildRequest, after: number): Promise<void> {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), after);
    this.story.push(`a build is cancelled after ${after} ms`);
    try {
      await this.#built(site, request, controller.signal);
    } catch (error) {
      if ((error as Error).name !== 'AbortError') throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  async #edited(site: Site, request: BuildRequest, edit: Edit, after: number): Promise<void> {
    const building = this.#built(site, request);
    await Promise.race([building, new Promise((resolve) => setTimeout(resolve, after))]);
    this.story.push(`within ${after} ms of a build: ${applyEdit(this.site, edit)}`);
    await building;
  }

  async #compare(edited: Outcome, out: string): Promise<string | null> {
    this.#note(edited);
    // Of the same name: a site without a title has that.
    const clean = `${this.#folder}/clean/site`;
    this.site.copyTo(clean);
    const other = await openSite(clean, this.options);
    try {
      const cleanly = await outcomeOf(other, this.#request(0, out));
      return difference(this.#told(edited, this.site.root, out), this.#told(cleanly, clean, out));
    } finally {
      await other.close();
    }
  }

  #note(outcome: Outcome): void {
    this.tally.builds++;
    if ('failure' in outcome) {
      this.story.push(`— could not be built: ${outcome.failure}`);
      return;
    }
    const { counts, remade, phases } = outcome.report;
    const [looked, saved] = [phases[0]?.items ?? 0, phases.at(-1)?.items ?? 0];
    if (looked < counts.documents) this.tally.trusting++;
    if (saved === 0) this.tally.standing++;
    this.tally.rendered += counts.rendered;
    this.tally.kept += counts.pages - counts.rendered;
    this.story.push(`— built: ${counts.rendered} of ${counts.pages} pages rendered${remade ? `, ${remade}` : ''}`);
  }

  /** All that the laws are about, as texts by name; the folder's own path left out. */
  #told(outcome: Outcome, root: string, out: string): Map<string, string> {
    const told = new Map<string, string>();
    const plain = (text: string): string => text.replaceAll(root, '…');
    if ('failure' in outcome) return told.set('failure', plain(outcome.failure));
    for (const [path, content] of filesIn(`${root}/${out}`)) if (!isForeign(path)) told.set(path, content);
    const { proofs, muted, causes, verdict, degradedPages, counts, site } = outcome.report;
    const { documents, pages, degraded, assets, images, bytes, written, unchanged } = counts;
    const counted = { documents, pages, degraded, assets, images, bytes, files: written + unchanged };
    told.set('counts', JSON.stringify({ ...counted, causes, verdict, degradedPages, title: site.title }));
    proofs.forEach((proof, i) => {
      told.set(`proof ${i}`, plain(JSON.stringify(proof)));
    });
    return told.set('muted', plain(JSON.stringify(muted)));
  }
}

async function outcomeOf(site: Site, request: BuildRequest, signal?: AbortSignal): Promise<Outcome> {
  try {
    return { report: await site.build(request, signal) };
  } catch (error) {
    if (error instanceof CannotBuild) return { failure: error.message };
    throw error;
  }
}

/** Path → bytes as Latin-1. */
export function filesIn(folder: string): Map<string, string> {
  const files = new Map<string, string>();
  if (!existsSync(folder)) return files;
  for (const name of readdirSync(folder, { recursive: true }) as string[]) {
    const file = `${folder}/${name}`;
    if (statSync(file).isFile()) files.set(name, readFileSync(file, 'latin1'));
  }
  return files;
}

/** The first thing that is not the same, and how. */
export function difference(edited: ReadonlyMap<string, string>, clean: ReadonlyMap<string, string>): string | null {
  for (const name of new Set([...clean.keys(), ...edited.keys()])) {
    const [one, other] = [edited.get(name), clean.get(name)];
    if (one === other) continue;
    if (one === undefined) return `${name} is missing`;
    if (other === undefined) return `${name} should not be there: ${one.slice(0, 400)}`;
    const at = [...one].findIndex((mark, i) => mark !== other[i]);
    const from = Math.max(0, (at < 0 ? one.length : at) - 80);
    return `${name} differs at ${at}:\n${one.slice(from, from + 300)}\nclean:\n${other.slice(from, from + 300)}`;
  }
  return null;
}
