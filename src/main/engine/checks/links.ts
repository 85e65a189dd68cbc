import type { PageFinding } from '../build-state.ts';
import { referenceFinding } from './findings.ts';
import { addressPath } from './references.ts';
import type { CheckContext, TroubledReference } from './types.ts';

/** Links, frames, canonical and alternate addresses that lead to no page; and addresses that cannot be read. */
export function checkLinks(context: CheckContext): PageFinding[] {
  return context.troubled.flatMap((item) => {
    if (item.trouble.kind === 'unreadable') return [unreadable(context, item)];
    return item.trouble.kind === 'missing' && item.trouble.isPage ? [broken(context, item)] : [];
  });
}

function broken(context: CheckContext, item: TroubledReference): PageFinding {
  const { path, near } = item.trouble as Extract<TroubledReference['trouble'], { kind: 'missing' }>;
  const data = { target: item.reference.url, address: `/${addressPath(path)}`, near: near === null ? '' : `/${near}` };
  return referenceFinding(context, item, 'link-broken', data, path);
}

function unreadable(context: CheckContext, item: TroubledReference): PageFinding {
  return referenceFinding(context, item, 'link-unreadable', { target: item.reference.url }, item.reference.url);
}
