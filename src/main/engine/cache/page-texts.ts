/** All pages of one version of the index, in order, each as JSON. */
export interface PageTexts {
  ids: readonly string[];
  texts: readonly string[];
}

/** @returns numbers of the pages whose records differ; null: there are other pages, and with them other numbers in all records */
export function changedPages(before: PageTexts, now: PageTexts): number[] | null {
  if (before.ids.length !== now.ids.length) return null;
  const changed: number[] = [];
  for (let page = 0; page < now.ids.length; page++) {
    if (before.ids[page] !== now.ids[page]) return null;
    if (before.texts[page] !== now.texts[page]) changed.push(page);
  }
  return changed;
}
