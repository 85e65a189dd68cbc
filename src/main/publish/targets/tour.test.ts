/** The tour's place to publish to is one that Galley takes, beside the site and not in it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { expect, it } from 'vitest';
import { readTargets } from './schema.ts';

it('the tour publishes to a folder beside it', async () => {
  const text = await readFile(join(import.meta.dirname, '../../../../examples/tour/site.yaml'), 'utf8');
  const { publish } = load(text) as { publish: { targets: unknown[] } };
  expect(readTargets(publish.targets, '/home/ana/tour')).toEqual({
    targets: [{ id: 'practice', name: 'A folder to practise on', kind: 'folder', path: '/home/ana/practice' }],
    problems: [],
  });
});
