/** The program is ended between any two steps, and started anew: what was promised is there. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { build } from 'esbuild';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { faultyDisk } from './testing/faulty-disk.ts';
import { ManualClock } from './testing/manual-clock.ts';
import { by, siteAt, type TestSite, testSite } from './testing/site.ts';

const A = 'content/a.md';
const START = 'One.\r\nTwo.\n';
let plain: TestSite;

beforeEach(async () => {
  plain = await testSite();
  await plain.put(A, START);
});
afterEach(() => plain.remove());

type Action = { do: 'type'; at: number; cut: number; text: string } | { do: 'secure' | 'save' | 'begin' };

const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('type' as const),
      at: fc.nat(1000),
      cut: fc.nat(5),
      text: fc.string({ unit: fc.constantFrom('a', 'ß', '\r', '\n', '𝄞', '"'), maxLength: 6 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('secure' as const, 'save' as const, 'begin' as const) }) },
);

/** Runs the actions until the disk dies. @returns each text in turn, and how many of them were promised */
async function run(site: TestSite, actions: readonly Action[]): Promise<{ texts: string[]; promised: number }> {
  const texts = [START];
  const begun: Promise<unknown>[] = [];
  let promised = 0;
  let { version } = await site.store.open(A, 'w1');
  for (const one of actions) {
    if (one.do === 'type') {
      const { text } = site.store.textOf(A) as { text: string };
      const from = one.at % (text.length + 1);
      const to = Math.min(text.length, from + one.cut);
      texts.push(text.slice(0, from) + one.text + text.slice(to));
      version = site.store.edit(A, version, [{ from, to, insert: one.text }], by('w1'));
      continue;
    }
    const count = texts.length;
    if (one.do === 'begin') {
      // Typing goes on while this save is under way.
      begun.push(site.store.save(A));
      await new Promise((resolve) => setTimeout(resolve, 1));
      continue;
    }
    if (one.do === 'secure') await site.store.secure(A);
    else expect(await site.store.save(A)).toBeNull();
    promised = count - 1;
  }
  await Promise.all(begun);
  return { texts, promised };
}

describe('after a kill', () => {
  it('everything that was promised is there, whichever step was the last', { timeout: 120_000 }, async () => {
    let died = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(action, { minLength: 5, maxLength: 12 }),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 30 }),
        async (actions, dieAt, dieAgainAt) => {
          const plain = await testSite();
          await plain.put(A, START);
          const disk = faultyDisk({ dieAt });
          const site = siteAt(plain.root, new ManualClock(plain.clock.now()), disk);
          const progress = { texts: [START], promised: 0 };
          const running = run(site, actions).then((done) => Object.assign(progress, done));
          const watched = watch(site, progress);
          await Promise.race([running, disk.died]);
          if (disk.steps >= dieAt) died++;
          watched();

          // Started anew, and killed while it takes up what was left.
          const during = faultyDisk({ dieAt: dieAgainAt });
          const { store } = plain.restarted(during);
          await Promise.race([store.restore().then(() => store.saveAll()), during.died]);

          const again = siteAt(plain.root, new ManualClock(plain.clock.now() + 120_000));
          const { offered } = await again.store.restore();
          expect(offered).toEqual([]);
          expect(again.store.unsaved().length).toBeLessThanOrEqual(1);
          expect(await again.store.saveAll()).toEqual([]);
          const text = await again.text(A);
          expect(progress.texts.slice(progress.promised).map(asOnDisk)).toContain(text);
          expect(await again.names('content')).toEqual(['a.md']);
          expect(await again.names('.galley/recovery')).toEqual([]);
          await plain.remove();
        },
      ),
      { numRuns: 120 },
    );
    expect(died).toBeGreaterThan(40);
  });

  it('a text that changed on disk meanwhile stays, and what was typed is offered until it is decided', async () => {
    const { version } = await plain.store.open(A, 'w1');
    plain.store.edit(A, version, [{ from: 0, to: 0, insert: 'Mine. ' }], by('w1'));
    await plain.store.secure(A);
    await plain.put(A, 'Theirs.\n');

    const second = plain.restarted();
    expect(await second.store.restore()).toEqual({ restored: [], offered: [A] });
    const open = await second.store.open(A, 'w1');
    expect(open).toMatchObject({ text: 'Theirs.\n', saved: true, recovered: { text: `Mine. ${START}` } });
    // Typing goes on, and is killed too; both are kept.
    second.store.edit(A, open.version, [{ from: 0, to: 0, insert: 'New. ' }], by('w1'));
    await second.store.secure(A);

    const third = second.restarted();
    expect(await third.store.restore()).toEqual({ restored: [A], offered: [A] });
    expect(await third.store.open(A, 'w1')).toMatchObject({
      text: 'New. Theirs.\n',
      recovered: { text: `Mine. ${START}` },
    });
    await third.store.takeRecovered(A, true);
    expect(await third.store.save(A)).toBeNull();
    expect(await third.text(A)).toBe(`Mine. ${START}`);
    expect(await third.names('.galley/recovery')).toEqual([]);
    const texts = await Promise.all((await third.store.history(A)).map(({ id }) => third.store.historyText(id)));
    expect(texts).toContain(`Mine. ${START}`);
  });

  it('what was not taken up is in the history', async () => {
    const { version } = await plain.store.open(A, 'w1');
    plain.store.edit(A, version, [{ from: 0, to: 0, insert: 'Mine. ' }], by('w1'));
    await plain.store.secure(A);
    await plain.put(A, 'Theirs.\n');
    const second = plain.restarted();
    await second.store.open(A, 'w1');
    await second.store.takeRecovered(A, false);
    const [entry] = await second.store.history(A);
    expect(await second.store.historyText(entry?.id ?? '')).toBe(`Mine. ${START}`);
    expect(await second.restarted().store.open(A, 'w1')).toMatchObject({ text: 'Theirs.\n', recovered: null });
  });

  it('a log with a torn end, or with lines that are not ours, gives what can be read', async () => {
    let { version } = await plain.store.open(A, 'w1');
    version = plain.store.edit(A, version, [{ from: 0, to: 0, insert: 'Mine. ' }], by('w1'));
    await plain.store.secure(A);
    const [name] = await plain.names('.galley/recovery');
    const log = await plain.text(`.galley/recovery/${name}`);
    plain.store.edit(A, version, [{ from: 0, to: 0, insert: 'x' }], by('w1'));
    await plain.store.secure(A);
    const longer = await plain.text(`.galley/recovery/${name}`);
    for (const torn of [longer.slice(0, -3), `${log}rubbish\n\n{}`, `${log}${randomBytes(40).toString('latin1')}`]) {
      await plain.put(`.galley/recovery/${name}`, torn);
      expect(await plain.restarted().store.open(A, 'w1')).toMatchObject({ text: `Mine. ${START}`, saved: false });
    }
    await plain.put(`.galley/recovery/${name}`, log.slice(0, 40));
    expect(await plain.restarted().store.open(A, 'w1')).toMatchObject({ text: START, saved: true, recovered: null });
  });

  it('a text that can no longer be read as one is offered what was typed', async () => {
    const { version } = await plain.store.open(A, 'w1');
    plain.store.edit(A, version, [{ from: 0, to: 0, insert: 'Mine. ' }], by('w1'));
    await plain.store.secure(A);
    await plain.put(A, Buffer.from([0xff, 0xfe]));
    expect(await plain.restarted().store.open(A, 'w1')).toMatchObject({
      readOnly: { reason: 'not-utf8' },
      recovered: { text: `Mine. ${START}` },
    });
  });
});

/** Half of a character outside the basic plane is no character, and no file can hold it. */
function asOnDisk(text: string): string {
  return Buffer.from(text).toString();
}

/** Texts and promises as they happen: those of a run that never returns are not lost to the test. */
function watch(site: TestSite, progress: { texts: string[]; promised: number }): () => void {
  const { store } = site;
  const texts = [START];
  let promised = 0;
  const edit = store.edit.bind(store);
  store.edit = (...args) => {
    const version = edit(...args);
    texts.push(store.textOf(A)?.text ?? '');
    return version;
  };
  for (const name of ['secure', 'save'] as const) {
    const original = store[name].bind(store) as (file: string) => Promise<never>;
    store[name] = async (file: string) => {
      const count = texts.length;
      const result = await original(file);
      promised = count - 1;
      return result;
    };
  }
  return () => void Object.assign(progress, { texts, promised });
}

describe('a real process that is killed', () => {
  it('loses nothing that it said was on disk', { timeout: 60_000 }, async () => {
    const program = join(plain.root, 'typist.mjs');
    await build({
      entryPoints: [join(import.meta.dirname, 'testing/typist.ts')],
      outfile: program,
      bundle: true,
      platform: 'node',
      format: 'esm',
      logLevel: 'silent',
    });
    for (let round = 0; round < 6; round++) {
      await plain.put(A, '');
      const said = await typeUntilKilled(program, plain.root, 30 + round * 40);
      const again = siteAt(plain.root, new ManualClock(Date.now() + 60_000));
      expect((await again.store.restore()).offered).toEqual([]);
      await again.store.saveAll();
      const text = await again.text(A);
      const words = text.split(' ').filter((word) => word !== '');
      expect(words).toEqual(words.map((_, i) => String(i)));
      expect(words.length).toBeGreaterThanOrEqual(said);
      expect(said).toBeGreaterThan(0);
      expect(await again.names('content')).toEqual(['a.md']);
    }
  });
});

/** @returns how many words the process said were on disk before it was killed behind the `count`-th */
function typeUntilKilled(program: string, root: string, count: number): Promise<number> {
  const child = spawn(process.execPath, [program, root, A], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  return new Promise((resolve) => {
    child.stdout.on('data', (data: Buffer) => {
      output += data.toString();
      if (output.split('\n').length > count) child.kill('SIGKILL');
    });
    child.on('close', () => resolve(output.split('\n').length - 1));
  });
}

it('a long text is not copied into its log, and is there all the same after the file changed', async () => {
  const long = `${'Zeile für Zeile.\r\n'.repeat(40_000)}`;
  await plain.put(A, `\uFEFF${long}`);
  const { version } = await plain.store.open(A, 'w1');
  plain.store.edit(A, version, [{ from: 0, to: 5, insert: 'Mine' }], by('w1'));
  await plain.store.secure(A);
  const names = await plain.names('.galley/recovery');
  expect(names).toEqual([expect.stringMatching(/\.base$/), expect.stringMatching(/\.log$/)]);
  expect((await plain.bytes(`.galley/recovery/${names[1]}`)).length).toBeLessThan(1000);
  expect(await plain.restarted().store.open(A, 'w1')).toMatchObject({ text: `Mine${long.slice(5)}`, saved: false });

  await plain.put(A, 'Theirs.');
  const second = plain.restarted();
  expect(await second.store.open(A, 'w1')).toMatchObject({
    text: 'Theirs.',
    recovered: { text: `Mine${long.slice(5)}` },
  });
  await second.store.takeRecovered(A, true);
  expect(await second.store.save(A)).toBeNull();
  expect(await second.text(A)).toBe(`Mine${long.slice(5)}`);
  expect(await second.names('.galley/recovery')).toEqual([]);
});
