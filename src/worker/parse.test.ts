import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { decodeBody } from '../kernel/markdown/body.ts';
import type { ParsedDocument } from '../shared/document.ts';
import { parseBatch } from './parse.ts';

const folder = mkdtempSync(join(tmpdir(), 'galley-parse-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('a batch of documents', () => {
  it('comes back with every body in its place, and with a finding for a file that cannot be opened', () => {
    writeFileSync(join(folder, 'a.md'), '# A\n\n[b](b.md)\n');
    writeFileSync(join(folder, 'c.md'), 'Café');
    const result = parseBatch({
      documents: ['a', 'b', 'c'].map((name) => ({ source: `content/${name}.md`, path: join(folder, `${name}.md`) })),
      language: 'en',
      markdown: { html: true, highlight: true, typographer: true },
    });
    const documents = JSON.parse(result.documents) as ParsedDocument[];
    expect(documents.map(({ readable }) => readable)).toEqual([true, false, true]);
    expect(documents[1]?.findings).toMatchObject([
      { code: 'document-unreadable', data: { problem: 'ENOENT' }, file: 'content/b.md' },
    ]);
    const bodies = documents.map(({ body }) =>
      decodeBody(result.bodies.subarray(body.offset, body.offset + body.length)),
    );
    expect(bodies.map(({ html }) => html)).toEqual(['<p><a href="">b</a></p>\n', '', '<p>Café</p>\n']);
    expect(bodies[0]?.holes).toHaveLength(1);
  });
});
