import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { documentsProofs } from '../../shared/proofs/documents.ts';
import { parseDocument } from './parse-document.ts';

const folder = fileURLToPath(new URL('../../../examples/broken/', import.meta.url));
const options = { html: true, highlight: true, typographer: true };

describe('the broken examples of documents', () => {
  for (const [code, spec] of Object.entries(documentsProofs)) {
    if (spec.kind !== 'site') continue;
    it(`show ${code} once, and nothing else`, () => {
      const content = `${folder}${code}/content`;
      const findings = readdirSync(content).flatMap(
        (name) => parseDocument(readFileSync(`${content}/${name}`), `content/${name}`, 'en', options).document.findings,
      );
      expect(findings.map((finding) => finding.code)).toEqual([code]);
      expect(spec.message(findings[0]?.data ?? {}, 1)).not.toContain('undefined');
      expect(spec.advice(findings[0]?.data ?? {})).not.toContain('undefined');
    });
  }
});
