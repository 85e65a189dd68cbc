/** What templates may call: the documented, versioned list of docs/guide/templates.md. */

import { samePage } from '../../site/page-view.ts';
import { consume } from '../../site/query.ts';
import type { SiteIndex } from '../../site/site-index.ts';
import type { TemplateFunction, TemplateLibrary } from '../types.ts';
import { assetFunctions } from './assets.ts';
import { dateFilters } from './dates.ts';
import { listFilters, listTests, queryFilters } from './lists.ts';
import { stringFunctions } from './strings.ts';
import { textFilters } from './text.ts';
import { urlFilters } from './urls.ts';

export type Functions = Record<string, TemplateFunction>;

/** Whatever the index knows, the filters and functions of one version of a site. */
export function createLibrary(index: SiteIndex): TemplateLibrary {
  const urls = urlFilters(index);
  return {
    filters: { ...dateFilters(index), ...urls, ...listFilters(index), ...textFilters(index) },
    functions: { ...assetFunctions(index), ...stringFunctions(index), ...urls },
    tests: listTests(index),
    lenientFilters: new Set(['default', 'd']),
    queryFilters: new Set(queryFilters),
    consume,
    same: samePage,
  };
}
