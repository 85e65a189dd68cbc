/** Every proof code is written about and shown, and nothing is written about that does not exist. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface DocumentedCode {
  code: string;
  kind: 'site' | 'run';
}

/** Sentences about what does not fit together in the project at `root`; none: all is well. */
export function checkDocs(root: string, codes: readonly DocumentedCode[]): string[] {
  const known = new Map(codes.map((one) => [one.code, one.kind]));
  const problems: string[] = [];
  for (const { code, kind } of codes) {
    const page = join(root, 'docs/proofs', `${code}.md`);
    if (!existsSync(page)) problems.push(`docs/proofs/${code}.md is missing.`);
    else if (readFileSync(page, 'utf8').trim().split('\n').length < 3)
      problems.push(`docs/proofs/${code}.md says too little.`);
    const example = existsSync(join(root, 'examples/broken', code, 'site.yaml'));
    if (kind === 'site' && !example) problems.push(`examples/broken/${code}/site.yaml is missing.`);
    if (kind === 'run' && example) problems.push(`examples/broken/${code}/ is there, but ${code} is not of kind site.`);
  }
  for (const name of names(join(root, 'docs/proofs'))) {
    const code = name.replace(/\.md$/, '');
    if (!known.has(code)) problems.push(`docs/proofs/${name} is about a code that does not exist.`);
  }
  for (const name of names(join(root, 'examples/broken'))) {
    if (!known.has(name)) problems.push(`examples/broken/${name}/ shows a code that does not exist.`);
  }
  problems.push(...untested(root, codes));
  return problems;
}

/** Codes of kind run have no example: a test must name them. */
function untested(root: string, codes: readonly DocumentedCode[]): string[] {
  const tests = names(join(root, 'src'), true)
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => readFileSync(join(root, 'src', file), 'utf8'));
  return codes
    .filter(({ code, kind }) => kind === 'run' && !tests.some((text) => text.includes(`'${code}'`)))
    .map(({ code }) => `No test names '${code}', which is of kind run.`);
}

function names(folder: string, recursive = false): string[] {
  return existsSync(folder)
    ? readdirSync(folder, { recursive, encoding: 'utf8' })
        .filter((name) => !name.startsWith('.'))
        .sort()
    : [];
}
