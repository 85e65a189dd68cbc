import type { PageFinding } from '../build-state.ts';
import { referenceFinding } from './findings.ts';
import { addressPath } from './references.ts';
import type { CheckContext } from './types.ts';

/** Links to a part of a page that has no such part. */
export function checkAnchors(context: CheckContext): PageFinding[] {
  return context.troubled.flatMap((item) => {
    if (item.trouble.kind !== 'anchor') return [];
    const { path, id, near } = item.trouble;
    const own = path === item.page.output;
    const data = { id, address: own ? '' : `/${addressPath(path)}`, near: near === null ? '' : `#${near}` };
    return [referenceFinding(context, item, 'anchor-missing', data, `${path}#${id}`)];
  });
}
