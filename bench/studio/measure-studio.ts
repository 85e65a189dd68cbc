/** One site through a day in the studio: opened, built, looked at, written in, published. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import type { Browser } from '@playwright/test';
import { measureEdits, quantile } from './edits.ts';
import { type StudioHost, startHost } from './host.ts';
import { typedIn, writeStudioSite } from './site.ts';
import { StudioWindow, type Typed } from './window.ts';

/** Milliseconds, MiB, KiB or a load: by what it is called. */
export type Figures = Map<string, number>;

/** Says each figure as it comes: a day at ten thousand pages takes minutes. */
class NotedFigures extends Map<string, number> {
  constructor(private readonly note: (line: string) => void) {
    super();
  }

  override set(name: string, value: number): this {
    if (super.get(name) !== value) this.note(`  ${name}: ${Math.round(value)}`);
    return super.set(name, value);
  }
}

export interface StudioBench {
  browser: Browser;
  /** Folder that `electron-vite build` made. */
  built: string;
  /** A fast folder for the site. */
  scratch: string;
  pages: number;
  /** Keys typed at rest, and as many during builds. */
  keys: number;
  note: (line: string) => void;
  /** Nothing but what lies between a key and the paint. */
  only: 'edits' | null;
}

export async function measureStudio(bench: StudioBench): Promise<Figures> {
  const work = mkdtempSync(join(bench.scratch, 'galley-bench-studio-'));
  const site = join(work, 'site');
  mkdirSync(site);
  writeStudioSite(site, bench.pages);
  const figures = new NotedFigures(bench.note);
  try {
    await inStudio(bench, work, async (host, window) => {
      await open(host, window, site, 'never built', figures);
      figures.set('memory after opening', host.memory()?.now ?? Number.NaN);
      if (bench.only === 'edits') {
        await measureEdits(window, figures, bench.keys);
        return;
      }
      await build(host, window, figures);
      await scroll(host, window, figures);
      await lookAtProof(host, window, figures);
      await write(host, window, bench.keys, figures);
      await measureEdits(window, figures);
      figures.set('memory after writing', host.memory()?.now ?? Number.NaN);
      await publish(host, window, join(work, 'published'), figures);
      figures.set('largest message to the window, KiB', (await window.largestMessage()) / 1024);
      figures.set('memory at most', host.memory()?.peak ?? Number.NaN);
    });
    if (bench.only === null)
      await inStudio(bench, work, async (host, window) => {
        await open(host, window, site, 'built before', figures);
      });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  figures.set('load of the machine', loadavg()[0] ?? Number.NaN);
  return figures;
}

async function inStudio(
  { browser, built }: StudioBench,
  work: string,
  use: (host: StudioHost, window: StudioWindow) => Promise<void>,
): Promise<void> {
  const host = await startHost(built, join(work, 'home'));
  try {
    const window = await StudioWindow.open(browser);
    await use(host, window);
    await window.close();
  } finally {
    await host.close();
  }
}

/** Notes the worst of a stretch of work, in the window and in the host. */
async function worst(
  what: string,
  host: StudioHost,
  window: StudioWindow,
  figures: Figures,
  work: () => Promise<void>,
): Promise<void> {
  await host.pause();
  await window.longest();
  await work();
  await note(what, host, window, figures);
}

async function note(what: string, host: StudioHost, window: StudioWindow, figures: Figures): Promise<void> {
  const { delay, own } = await host.pause();
  const longest = await window.longest();
  const keep = (name: string, value: number): void => {
    figures.set(name, Math.max(value, figures.get(name) ?? 0));
  };
  keep(`${what}: longest task of the window`, longest);
  keep(`${what}: longest pause of the host`, delay);
  keep(`${what}: longest turn of the host itself`, own);
}

/** With the host running: what a person waits for who opens a site. */
async function open(
  host: StudioHost,
  window: StudioWindow,
  site: string,
  what: string,
  figures: Figures,
): Promise<void> {
  await host.pause();
  const began = performance.now();
  await window.page.goto(`${host.address}&site=${encodeURIComponent(site)}`);
  await window.page.locator('[role=treeitem]').first().waitFor({ timeout: 300_000 });
  figures.set(`open, ${what}: tree usable`, performance.now() - began);
  figures.set(`open, ${what}: first paint`, await window.firstPaint());
  await window.settled();
  figures.set(`open, ${what}: verdict`, performance.now() - began);
  await window.page.waitForTimeout(1000);
  await note(`open, ${what}`, host, window, figures);
}

async function build(host: StudioHost, window: StudioWindow, figures: Figures): Promise<void> {
  await worst('build', host, window, figures, async () => {
    const began = performance.now();
    await window.build();
    figures.set('build: from the button to the verdict', performance.now() - began);
    await window.page.waitForTimeout(1000);
  });
}

/** The whole tree, opened and gone through. */
async function scroll(host: StudioHost, window: StudioWindow, figures: Figures): Promise<void> {
  const { page } = window;
  await worst('tree opened and scrolled', host, window, figures, async () => {
    const closed = page.locator('[role=treeitem][aria-expanded=false]');
    for (let folder = 0; folder < 8 && (await closed.count()) > 0; folder += 1) {
      await closed.last().click();
      await page.waitForTimeout(100);
      await page.locator('[role=tree]').hover();
      await page.mouse.wheel(0, -1e9);
      await page.waitForTimeout(100);
    }
    for (let step = 0; step < 60; step += 1) {
      await page.mouse.wheel(0, 1500);
      await page.waitForTimeout(16);
    }
  });
}

/** The proof with the most places, and all that can be had of them in ten steps. */
async function lookAtProof(host: StudioHost, window: StudioWindow, figures: Figures): Promise<void> {
  const { page } = window;
  await worst('proof of every page', host, window, figures, async () => {
    await page.getByRole('navigation', { name: 'Rooms' }).getByText('Proofs').click();
    for (const words of ['imprint', 'tide-tables']) {
      const row = page.locator('[role=option]', { hasText: words }).first();
      if ((await row.count()) === 0) continue;
      await row.click();
      await page.locator('#proof-title', { hasText: words }).waitFor();
    }
    const more = page.getByRole('button', { name: /^Show .* more/ });
    for (let step = 0; step < 10 && (await more.count()) > 0; step += 1) {
      await more.click();
      await page.waitForTimeout(100);
    }
  });
}

async function write(host: StudioHost, window: StudioWindow, keys: number, figures: Figures): Promise<void> {
  const { page } = window;
  await page.getByRole('textbox', { name: 'Find a page' }).fill(typedIn);
  await page.getByLabel('Pages found').getByRole('button').first().click();
  await page.locator('.cm-content').click();
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.waitForTimeout(1000);
  await window.settled();
  const idle: Typed[] = [];
  await worst('writing at rest', host, window, figures, async () => {
    idle.push(...(await window.type('zqa', keys, () => Promise.resolve())));
  });
  const during: Typed[] = [];
  await worst('writing during builds', host, window, figures, async () => {
    await page.keyboard.type(' ');
    during.push(
      ...(await window.type('zqb', keys, async () => {
        if (!(await window.isBuilding())) await window.call('build.start', {});
      })),
    );
  });
  await window.settled();
  const building = during.filter((typed) => typed.building);
  for (const [what, typed] of [
    ['at rest', idle.filter(({ building: meanwhile }) => !meanwhile)],
    ['during a build', building],
  ] as const) {
    figures.set(`key to preview painted, ${what}: half of them`, quantile(late(typed), 0.5));
    figures.set(`key to preview painted, ${what}: p95`, quantile(late(typed), 0.95));
  }
  figures.set('keys pressed during a build', building.length);
}

/** A key that was never shown is later than any. */
function late(typed: readonly Typed[]): number[] {
  return typed.map(({ milliseconds }) => milliseconds ?? Number.POSITIVE_INFINITY);
}

interface Story {
  type: string;
  story: { plan: string; questions: { id: string; type: string | null }[]; blockers: unknown[] };
}

async function publish(host: StudioHost, window: StudioWindow, folder: string, figures: Figures): Promise<void> {
  mkdirSync(folder);
  const added = await window.call<{ id: string; address: string }>('publish.add', {
    target: { kind: 'folder', name: 'Bench', path: folder },
    secret: null,
  });
  await window.call('publish.confirm', { target: added.id, address: added.address });
  await window.build();
  let story: Story['story'] | null = null;
  await worst('publish, planning', host, window, figures, async () => {
    await window.forgetEvents();
    const began = performance.now();
    await window.call('publish.plan', { target: added.id });
    const planned = await window.event<Story>(['publish-planned', 'operation-failed']);
    if (planned.type !== 'publish-planned') throw new Error(`Publishing: ${JSON.stringify(planned)}`);
    story = planned.story;
    figures.set('publish: build, preflight and plan', performance.now() - began);
  });
  await worst('publish, carrying out', host, window, figures, async () => {
    const { plan, questions } = story as unknown as Story['story'];
    const accept = Object.fromEntries(questions.map(({ id, type }) => [id, type ?? 'yes']));
    const began = performance.now();
    await window.call('publish.apply', { plan, accept });
    const done = await window.event<{ type: string }>(['published', 'operation-failed']);
    if (done.type !== 'published') throw new Error(`Publishing: ${JSON.stringify(done)}`);
    figures.set('publish: carried out', performance.now() - began);
  });
}
