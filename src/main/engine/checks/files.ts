import type { ReferenceKind } from '../../../kernel/html/types.ts';
import type { PageFinding } from '../build-state.ts';
import { referenceFinding } from './findings.ts';
import { differsByCase } from './references.ts';
import type { CheckContext } from './types.ts';

/** Pictures, styles, scripts and files that pages refer to and that are not there, or are there in another case. */
export function checkFiles(context: CheckContext): PageFinding[] {
  return context.troubled.flatMap((item) => {
    if (item.trouble.kind !== 'missing' || item.trouble.isPage) return [];
    const { path, near } = item.trouble;
    const data = { target: item.reference.url, path, near: near ?? '', sort: sortOf(item.reference.kind) };
    const code = differsByCase(path, near) ? 'asset-wrong-case' : 'asset-not-found';
    return [referenceFinding(context, item, code, data, path)];
  });
}

function sortOf(kind: ReferenceKind): string {
  return sorts[kind] ?? 'file';
}

const sorts: Readonly<Partial<Record<ReferenceKind, string>>> = {
  image: 'picture',
  css: 'picture',
  meta: 'picture',
  svg: 'picture',
  icon: 'icon',
  media: 'recording',
  style: 'style sheet',
  script: 'script',
  font: 'font',
};
