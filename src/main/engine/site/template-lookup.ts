/** Which template makes a page: its layout, else the nearest one for its kind. */

import { type Context, type Entry, type Folder, keyFinding } from './model.ts';
import { nearestName } from './positions.ts';

const ENDING = '.njk';

/** By name first: `names` holds every template of the site and its themes, whichever layer has it. */
export class TemplateLookup {
  private readonly byFolder = new Map<Folder, Map<string, string>>();

  constructor(
    private readonly context: Context,
    private readonly names: ReadonlySet<string>,
  ) {}

  resolve(entry: Entry): string {
    const { record } = entry;
    if (record.layout !== null) {
      const layout = this.layout(record.layout);
      if (layout !== null) return layout;
      this.reportMissing(entry, record.layout);
    }
    const { taxonomy } = entry.list ?? { taxonomy: null };
    if (taxonomy !== null) {
      const own = `${taxonomy}/${record.kind}${ENDING}`;
      if (this.names.has(own)) return own;
    }
    return this.nearest(entry.folder, record.kind);
  }

  private layout(name: string): string | null {
    if (this.names.has(name + ENDING)) return name + ENDING;
    return this.names.has(name) ? name : null;
  }

  /** `<nearest section upward>/<kind>.njk`, else `<kind>.njk`. */
  private nearest(folder: Folder, kind: string): string {
    let kinds = this.byFolder.get(folder);
    if (kinds === undefined) {
      kinds = new Map();
      this.byFolder.set(folder, kinds);
    }
    let name = kinds.get(kind);
    if (name === undefined) {
      const own = folder.parent === null ? kind + ENDING : `${folder.path}/${kind}${ENDING}`;
      name = folder.parent === null || this.names.has(own) ? own : this.nearest(folder.parent, kind);
      kinds.set(kind, name);
    }
    return name;
  }

  private reportMissing(entry: Entry, layout: string): void {
    const layouts = [...this.names].filter((name) => !name.includes('/') && name.endsWith(ENDING));
    const nearest = nearestName(
      layout,
      layouts.map((name) => name.slice(0, -ENDING.length)),
    );
    const data = { layout, nearest: nearest ?? '' };
    const { source } = entry.record;
    const finding =
      source === null
        ? { code: 'layout-missing' as const, data }
        : keyFinding(this.context, 'layout-missing', source, 'layout', data);
    const detail = `templates/${layout}${ENDING} was not found in the site, its theme or the plain theme`;
    this.context.findings.push({ ...finding, detail, cause: layout });
  }
}
