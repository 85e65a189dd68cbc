/** Companions of the audit: an honest site passes, what is planted is found, told with both versions, and made good by a build. */
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { lookAt } from '../cache/look.ts';
import { buildOnce, putFiles, readTree, TEST_BUILD, TEST_TIME, testSites } from '../testing/site-folder.ts';
import type { AuditReport, Site } from '../types.ts';
import { plantBytes, plantMemory, plantStale } from './testing.ts';

const sites = testSites();
afterEach(() => sites.removeAll());

const files = {
  'content/_index.md': '---\ntitle: Home\n---\nWelcome.\n',
  'content/about.md': '---\ntitle: About\naliases: [/us/]\n---\nWe. [A](posts/a.md) ![dot](dot.svg)\n',
  'content/posts/a.md': '---\ntitle: A\ndate: 2026-01-01\ntags: [x]\n---\nOne.\n',
  'content/posts/b.md': '---\ntitle: B\ndate: 2026-01-02\ntags: [x, y]\n---\nTwo.\n',
  'content/posts/later.md': '---\ntitle: Later\ndate: 2027-01-01\n---\nNot yet.\n',
  'content/dot.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>',
  'templates/page.njk':
    '<html lang="en"><head><title>{{ page.title }}</title><link rel="stylesheet" href="{{ asset("main.css") }}"></head><body>{{ page.content }}{{ data.prices.tea }} {{ build.time }}</body></html>',
  'assets/main.css': 'body { color: red }',
  'data/prices.yaml': 'tea: 1\n',
  'static/robots.txt': 'User-agent: *\n',
};

/** Pages: home, about, two posts, their section, the list of tags and two tags, 404. Texts: two feeds of home, section and tags, the site map, a redirect. */
const ALL = 9 + 8 + 2;

const built = (more: Record<string, string> = {}) => sites.built({ ...files, ...more });

function audit(one: Site, sample = 1000): Promise<AuditReport> {
  return one.audit({ sample });
}

/** Everything about public/ that a write would change. */
function stamps(root: string): Record<string, string> {
  const out = join(root, 'public');
  return Object.fromEntries(
    (readdirSync(out, { recursive: true }) as string[]).map((path) => [path, stamp(join(out, path))]),
  );
}

function stamp(path: string): string {
  const { mtimeMs, ctimeMs, ino, size } = statSync(path);
  return [mtimeMs, ctimeMs, ino, size].join();
}

/** What a clean build of the same sources makes. */
async function cleanTree(root: string): Promise<Record<string, string>> {
  const out = join(root, 'elsewhere');
  await buildOnce(root, { out });
  const tree = await readTree(out);
  rmSync(out, { recursive: true });
  return tree;
}

async function planted(output: string): Promise<{ root: string; site: Site }> {
  const { root, site: one } = await built();
  await one.close();
  await plantStale(root, output, 'stale');
  const again = await sites.open(root);
  const { counts } = await again.build(TEST_BUILD);
  // The build believes in it.
  expect(counts.rendered).toBe(0);
  expect(readFileSync(join(root, 'public', output), 'utf8')).toBe('stale');
  return { root, site: again };
}

describe('an audit of an honest site', () => {
  it('finds everything as a clean build makes it, and changes nothing', async () => {
    const { root, site: one } = await built();
    const before = stamps(root);
    const report = await audit(one);
    expect(report).toMatchObject({ outcome: 'judged', changed: [], touched: [], mistakes: [], wants: 'nothing' });
    expect(report.judged).toBe(report.of);
    expect(report.of).toBe(ALL);
    expect(stamps(root)).toEqual(before);
    expect((await one.build(TEST_BUILD)).counts.written).toBe(0);
  });

  it('does so after edits that were built, in threads too', async () => {
    const { root, site: one } = await built();
    await putFiles(root, { 'content/posts/a.md': '---\ntitle: A2\n---\nThree.\n', 'data/prices.yaml': 'tea: 2\n' });
    await one.build({ ...TEST_BUILD, workers: 2 });
    await putFiles(root, {
      'content/posts/c.md': '---\ntitle: C\n---\nFour.\n',
      'assets/main.css': 'body{color:blue}',
    });
    rmSync(join(root, 'content/posts/b.md'));
    await one.build({ ...TEST_BUILD, workers: 2 });
    expect(await audit(one)).toMatchObject({ outcome: 'judged', touched: [], mistakes: [], wants: 'nothing' });
  });

  it('takes turns, and goes on where it was when the site is opened again', async () => {
    const { root, site: one } = await built();
    const first = await audit(one, 3);
    expect(first.judged).toBe(3);
    expect(readPlace(root)).not.toBe(null);
    const place = readPlace(root);
    const again = await sites.open(root);
    await again.build(TEST_BUILD);
    await audit(again, 3);
    expect(readPlace(root)).not.toBe(place);
    await audit(again, first.of);
  });
});

function readPlace(root: string): string {
  return readFileSync(join(root, '.galley/cache/audit/place.json'), 'utf8');
}

describe('a page that builds have wrong', () => {
  for (const output of ['posts/a/index.html', 'posts/index.xml', 'index.html']) {
    it(`is found, told with both versions, and made again: ${output}`, async () => {
      const { root, site: one } = await planted(output);
      const clean = await cleanTree(root);
      const report = await audit(one);
      const kind = output.endsWith('.xml') ? 'text' : 'page';
      expect(report).toMatchObject({ outcome: 'judged', touched: [], mistakes: [{ kind }], wants: 'build' });
      const folder = join(root, report.report as string);
      const end = output.slice(output.lastIndexOf('.'));
      expect(readFileSync(join(folder, `1-found${end}`), 'utf8')).toBe('stale');
      expect(readFileSync(join(folder, `1-clean${end}`), 'latin1')).toBe(clean[output]);
      const told = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'));
      expect(told).toMatchObject({ galley: '0.0.0-test', built: TEST_TIME });
      expect(told.nodes).toMatchObject([{ id: report.mistakes[0]?.id, output, reason: 'clean build' }]);
      const { reads } = told.nodes[0] as { reads: { before: string; now: string }[] };
      expect(reads.length).toBeGreaterThan(1);
      for (const { before, now } of reads) expect(before).toBe(now);

      const { counts } = await one.build(TEST_BUILD);
      expect(counts).toMatchObject({ written: 1 });
      expect(await readTree(join(root, 'public'))).toEqual(clean);
      expect(await audit(one)).toMatchObject({ outcome: 'judged', mistakes: [], wants: 'nothing', report: null });
    });
  }

  it('is made again although Galley ended before it was', async () => {
    const { root, site: one } = await planted('posts/a/index.html');
    await audit(one);
    const again = await sites.open(root);
    await again.build(TEST_BUILD);
    expect(await readTree(join(root, 'public'))).toEqual(await cleanTree(root));
  });

  it('is made without anything that is remembered when a build has not helped', async () => {
    const { root, site: one } = await planted('posts/a/index.html');
    expect(await audit(one)).toMatchObject({ wants: 'build' });
    rmSync(join(root, '.galley/outputs.intent'));
    await one.build(TEST_BUILD);
    expect(await audit(one)).toMatchObject({ mistakes: [{ kind: 'page' }], wants: 'clean' });
    await one.build({ ...TEST_BUILD, clean: true });
    expect(await readTree(join(root, 'public'))).toEqual(await cleanTree(root));
    expect(await audit(one)).toMatchObject({ mistakes: [], wants: 'nothing' });
  });

  it('has its turn although the sample is small, one audit after the other', async () => {
    const { site: one } = await planted('posts/a/index.html');
    let found: AuditReport | null = null;
    for (let turn = 0; turn < 40 && found === null; turn++) {
      const report = await audit(one, 2);
      if (report.mistakes.length > 0) found = report;
    }
    expect(found).toMatchObject({ mistakes: [{ kind: 'page' }] });
  });

  it('is kept of in ten reports at most', async () => {
    const { root, site: one } = await built();
    await one.close();
    for (let i = 0; i < 12; i++) {
      await plantStale(root, 'posts/a/index.html', `stale ${i}`);
      const again = await sites.open(root);
      await again.build(TEST_BUILD);
      await audit(again);
      await again.build(TEST_BUILD);
      await again.close();
    }
    expect(readdirSync(join(root, '.galley/reports/audit'))).toHaveLength(10);
  });
});

describe('a source that builds have missed', () => {
  it('is taken in by a build that trusts nothing that is remembered', async () => {
    const { root, site: one } = await built();
    await one.close();
    await putFiles(root, { 'content/posts/a.md': '---\ntitle: A\ndate: 2026-01-01\ntags: [x]\n---\nNew.\n' });
    await plantMemory(root, (memory) => memory.confirm('content/posts/a.md', lookAt(join(root, 'content/posts/a.md'))));
    const again = await sites.open(root);
    expect((await again.build(TEST_BUILD)).counts.rendered).toBe(0);
    expect(await audit(again)).toMatchObject({ outcome: 'changed', changed: ['content/posts/a.md'], wants: 'build' });
    await again.build(TEST_BUILD);
    const second = await audit(again);
    expect(second).toMatchObject({ mistakes: [{ kind: 'source', id: 'content/posts/a.md' }], wants: 'clean' });
    expect(second.report).not.toBe(null);
    await again.build({ ...TEST_BUILD, clean: true });
    expect(await readTree(join(root, 'public'))).toEqual(await cleanTree(root));
    expect(await audit(again)).toMatchObject({ outcome: 'judged', mistakes: [], wants: 'nothing' });
  });

  it('is none when it changed after the build', async () => {
    const { root, site: one } = await built();
    const changes = {
      'content/about.md': 'Other.\n',
      'data/prices.yaml': 'tea: 3\n',
      'templates/page.njk': '<p>x</p>',
    };
    await putFiles(root, changes);
    const report = await audit(one);
    expect(report).toMatchObject({ outcome: 'changed', judged: 0, mistakes: [], report: null, wants: 'build' });
    expect(report.changed.sort()).toEqual(['content/about.md', 'data/prices', 'templates/page.njk']);
    await one.build(TEST_BUILD);
    expect(await audit(one)).toMatchObject({ outcome: 'judged', mistakes: [], wants: 'nothing' });
  });

  for (const [file, text] of Object.entries({
    'site.yaml': 'title: Other\nurl: https://example.com/birds/\n',
    'content/dot.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="2" height="1"/>',
    'assets/main.css': 'body { color: blue }',
    'static/new.txt': 'New.',
    'content/posts/c.md': 'New.\n',
  })) {
    it(`is none when it changed after the build: ${file}`, async () => {
      const { root, site: one } = await built();
      await putFiles(root, { [file]: text });
      expect(await audit(one)).toMatchObject({ outcome: 'changed', mistakes: [], wants: 'build' });
    });
  }

  it('and that nobody told of is taken in by the next build, whatever that is told', async () => {
    const { root, site: one } = await built();
    await putFiles(root, { 'content/about.md': 'Other.\n' });
    expect((await one.build({ ...TEST_BUILD, changed: [] })).counts.rendered).toBe(0);
    expect(await audit(one)).toMatchObject({ changed: ['content/about.md'], mistakes: [], wants: 'build' });
    await one.build({ ...TEST_BUILD, changed: [] });
    expect(await readTree(join(root, 'public'))).toEqual(await cleanTree(root));
    expect(await audit(one)).toMatchObject({ outcome: 'judged', mistakes: [], wants: 'nothing' });
  });

  it('is none when the settings cannot be read any more', async () => {
    const { root, site: one } = await built();
    await putFiles(root, { 'site.yaml': 'title: [' });
    expect(await audit(one)).toMatchObject({ outcome: 'changed', changed: ['site.yaml'], wants: 'build' });
  });
});

describe('files of public/ that somebody else changed', () => {
  it('are made again, and are no mistake of Galley’s', async () => {
    const { root, site: one } = await built();
    const clean = await readTree(join(root, 'public'));
    const css = Object.keys(clean).find((path) => path.endsWith('.css')) as string;
    for (const path of ['posts/b/index.html', 'sitemap.xml', css]) writeFileSync(join(root, 'public', path), 'by hand');
    for (const path of ['about/index.html', 'robots.txt']) rmSync(join(root, 'public', path));
    const report = await audit(one);
    expect(report).toMatchObject({ outcome: 'judged', mistakes: [], report: null, wants: 'build' });
    expect(report.touched.sort()).toEqual(
      ['about/index.html', css, 'posts/b/index.html', 'robots.txt', 'sitemap.xml'].sort(),
    );
    await one.build({ ...TEST_BUILD, changed: [] });
    expect(await readTree(join(root, 'public'))).toEqual(clean);
    expect(await audit(one)).toMatchObject({ touched: [], wants: 'nothing' });
  });

  it('are so too where the file looks as it was left', async () => {
    const { root, site: one } = await built();
    const clean = await readTree(join(root, 'public'));
    await one.close();
    await plantBytes(root, 'about/index.html', 'by hand');
    const again = await sites.open(root);
    await again.build(TEST_BUILD);
    expect(await readTree(join(root, 'public'))).not.toEqual(clean);
    expect(await audit(again)).toMatchObject({ touched: ['about/index.html'], mistakes: [], wants: 'build' });
    await again.build(TEST_BUILD);
    expect(await readTree(join(root, 'public'))).toEqual(clean);
  });
});

describe('an audit beside builds', () => {
  it('is ended by a build that begins', async () => {
    const { root, site: one } = await planted('posts/a/index.html');
    const audited = expect(audit(one)).rejects.toMatchObject({ name: 'AbortError' });
    const report = await one.build(TEST_BUILD);
    await audited;
    expect(report.counts.rendered).toBe(0);
    expect(readdirSync(join(root, '.galley/reports'))).not.toContain('audit');
    expect((await audit(one)).mistakes).toHaveLength(1);
  });

  it('is ended by whoever asked for it, and by closing', async () => {
    const { site: one } = await built();
    const controller = new AbortController();
    const audited = one.audit({ sample: 10 }, controller.signal);
    controller.abort();
    await expect(audited).rejects.toMatchObject({ name: 'AbortError' });
    const closed = expect(audit(one)).rejects.toMatchObject({ name: 'AbortError' });
    await one.close();
    await closed;
  });

  it('waits for a running build, and judges nothing after one that did not end well', async () => {
    const { root, site: one } = await built();
    await putFiles(root, { 'content/about.md': 'Other.\n' });
    const building = one.build(TEST_BUILD);
    expect(await audit(one)).toMatchObject({ outcome: 'judged', mistakes: [] });
    await building;
    const controller = new AbortController();
    const ended = one.build({ ...TEST_BUILD, onEvent: () => controller.abort() }, controller.signal);
    await expect(ended).rejects.toMatchObject({ name: 'AbortError' });
    expect(await audit(one)).toMatchObject({ outcome: 'unsettled', wants: 'nothing' });
  });

  it('judges nothing while another Galley builds', async () => {
    const { root, site: one } = await built();
    writeFileSync(join(root, '.galley/lock'), '{}');
    expect(await audit(one)).toMatchObject({ outcome: 'unsettled' });
  });
});
