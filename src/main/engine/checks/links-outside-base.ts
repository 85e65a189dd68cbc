import type { PageFinding } from '../build-state.ts';
import { referenceFinding } from './findings.ts';
import { addressPath } from './references.ts';
import type { CheckContext } from './types.ts';

/** References that leave the folder in which the site lies on its host. */
export function checkLinksOutsideBase(context: CheckContext): PageFinding[] {
  const { basePath } = context.snapshot;
  return context.troubled.flatMap((item) => {
    if (item.trouble.kind !== 'outside-base') return [];
    const { path, near } = item.trouble;
    const data = {
      target: item.reference.url,
      base: basePath,
      near: near === null ? '' : basePath + addressPath(near),
    };
    return [referenceFinding(context, item, 'link-outside-base', data, path)];
  });
}
