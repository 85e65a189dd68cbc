/** A window of the studio in a real browser, and what it says of itself. */
import { join } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { findChromium } from '../../scripts/find-chromium.ts';
import { projectRoot } from '../../scripts/project.ts';

/** What `in-window.js` puts on the window. */
interface InWindow {
  long: { startTime: number; duration: number }[];
  keys: { at: number; building: boolean }[];
  state: string | null;
  largest: number;
  steps: Step[];
  events: { type: string }[];
  call(method: string, args: object): Promise<{ result?: unknown; error?: unknown }>;
}

/** On the way from the key to the paint; wall clock. */
interface Step {
  step: (typeof way)[number];
  at: number;
}

/** The edit goes to the host, and the page is told to change; it asks, is answered, has it all, is changed. */
export const way = ['sent', 'ordered', 'asked', 'answered', 'arrived', 'changed'] as const;

/** One key: milliseconds until the preview had painted it; null: it never did. */
export interface Typed {
  milliseconds: number | null;
  /** The site was being built when it was pressed. */
  building: boolean;
  /** Milliseconds from the step before to each step, and to the paint; null: not all of them were seen. */
  steps: Record<(typeof way)[number] | 'painted', number> | null;
}

export async function openBrowser(): Promise<Browser> {
  const found = await findChromium();
  if (found === null) throw new Error('The studio is measured in a browser, and there is no Chromium to be had.');
  return chromium.launch({ executablePath: found.path });
}

export class StudioWindow {
  /** When the preview first showed as many keys of a mark as this; wall clock. */
  readonly #painted = new Map<string, number[]>();

  private constructor(readonly page: Page) {}

  static async open(browser: Browser): Promise<StudioWindow> {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    const window = new StudioWindow(page);
    await context.exposeBinding('galleyPainted', (_source, counts: Record<string, number>, at: number) =>
      window.#heard(counts, at),
    );
    await context.addInitScript({ path: join(projectRoot(), 'bench/studio/in-window.js') });
    // A new tab has a process to start, which is busy for longer than the studio is: it rests before it is sent there.
    await page.waitForTimeout(1500);
    return window;
  }

  #heard(counts: Record<string, number>, at: number): void {
    for (const [mark, count] of Object.entries(counts)) {
      const times = this.#painted.get(mark) ?? [];
      for (let key = 0; key < count; key += 1) times[key] = Math.min(times[key] ?? at, at);
      this.#painted.set(mark, times);
    }
  }

  /** First contentful paint, milliseconds after the navigation began. */
  firstPaint(): Promise<number> {
    return this.page.evaluate(
      () =>
        (performance as unknown as { getEntriesByName(name: string): { startTime: number }[] }).getEntriesByName(
          'first-contentful-paint',
        )[0]?.startTime ?? Number.NaN,
    );
  }

  /** The longest task since it was asked last, milliseconds; 0: none was over 50. */
  async longest(): Promise<number> {
    const durations = await this.#read(({ long }) => long.splice(0).map(({ duration }) => duration));
    return Math.max(0, ...durations);
  }

  /** UTF-16 code units of the largest message from the host so far. */
  largestMessage(): Promise<number> {
    return this.#read(({ largest }) => largest);
  }

  /** A call of the contract beside those of the window. @throws Error what the host answered */
  async call<Result>(method: string, args: object): Promise<Result> {
    const { result, error } = await this.page.evaluate(
      ([name, values]) => (globalThis as unknown as { galleyBench: InWindow }).galleyBench.call(name, values),
      [method, args] as const,
    );
    if (error !== undefined) throw new Error(`${method}: ${JSON.stringify(error)}`);
    return result as Result;
  }

  /** The next event of one of these types; events before the call do not count unless `from` says so. */
  async event<Event>(types: readonly string[]): Promise<Event> {
    const found = await this.page.waitForFunction(
      (wanted) => {
        const { events } = (globalThis as unknown as { galleyBench: InWindow }).galleyBench;
        const at = events.findIndex(({ type }) => wanted.includes(type));
        return at < 0 ? null : (events.splice(at, 1)[0] ?? null);
      },
      types,
      { timeout: 300_000 },
    );
    return (await found.jsonValue()) as Event;
  }

  async forgetEvents(): Promise<void> {
    await this.#read(({ events }) => events.splice(0).length);
  }

  /** Waits until the site stands otherwise than `building`. */
  async settled(): Promise<string> {
    const state = await this.page.waitForFunction(
      () => {
        const { state: now } = (globalThis as unknown as { galleyBench: InWindow }).galleyBench;
        return now === null || now === 'building' || now === 'not-built' ? null : now;
      },
      undefined,
      { timeout: 300_000, polling: 20 },
    );
    return (await state.jsonValue()) as string;
  }

  /** Builds as the button does, and waits for the end of it. */
  async build(): Promise<void> {
    await this.forgetEvents();
    await this.call('build.start', {});
    await this.event(['built']);
    await this.settled();
  }

  isBuilding(): Promise<boolean> {
    return this.#read(({ state }) => state === 'building');
  }

  /**
   * Types a mark and then a key at a time, as fast as people do. @param mark zqa, zqb or zqc: each once in a document
   * @param before runs before each key
   */
  async type(mark: string, keys: number, before: () => Promise<void>): Promise<Typed[]> {
    const { keyboard } = this.page;
    await keyboard.type(`${mark}`);
    await this.page.waitForTimeout(500);
    await this.#read(({ keys: pressed }) => pressed.splice(0).length);
    for (let key = 0; key < keys; key += 1) {
      await before();
      await keyboard.press('x');
      // Not in step with anything that happens at fixed times.
      await this.page.waitForTimeout(150 + ((key * 37) % 60));
    }
    const pressed = await this.#read(({ keys: all }) => all.splice(0));
    for (let wait = 0; wait < 100 && (this.#painted.get(mark)?.length ?? 0) < keys; wait += 1)
      await this.page.waitForTimeout(100);
    const painted = this.#painted.get(mark) ?? [];
    const steps = await this.#steps();
    return pressed.map(({ at, building }, key) => ({
      milliseconds: painted[key] === undefined ? null : painted[key] - at,
      building,
      steps: painted[key] === undefined ? null : stepsOf(at, painted[key], steps),
    }));
  }

  /** All that were noted since they were asked for last, in the window and in its preview. */
  async #steps(): Promise<Step[]> {
    const own = await this.#read(({ steps }) => steps.splice(0));
    const frame = this.page.frames().find((one) => one.parentFrame() === this.page.mainFrame());
    if (frame === undefined) return own;
    const theirs = (await frame.evaluate('(globalThis.galleySteps ?? []).splice(0)')) as Step[];
    return [...own, ...theirs].sort((a, b) => a.at - b.at);
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }

  #read<Result>(read: (bench: InWindow) => Result): Promise<Result> {
    const source = `(${read.toString()})(globalThis.galleyBench)`;
    return this.page.evaluate(source) as Promise<Result>;
  }
}

/** Backwards from the paint: of several edits in work the last that can have been painted counts. */
function stepsOf(pressed: number, painted: number, steps: readonly Step[]): Typed['steps'] {
  const taken: Record<string, number> = {};
  let later = painted;
  let next = 'painted';
  for (const step of [...way].reverse()) {
    const found = steps.findLast((one) => one.step === step && one.at <= later && one.at >= pressed);
    if (found === undefined) return null;
    taken[next] = later - found.at;
    later = found.at;
    next = step;
  }
  return { ...taken, [next]: later - pressed } as NonNullable<Typed['steps']>;
}
