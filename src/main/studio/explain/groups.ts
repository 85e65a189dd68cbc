/** Origins put together, each once, in the order in which a writer asks for them. */
import type { ExplainedPage, Origin } from '../../../shared/contract/explain.ts';

type Name = ExplainedPage['groups'][number]['name'];

/** One thing to be listed. */
export interface Said {
  group: Name;
  origin: Origin;
  /** What has the same label already takes its value up. */
  together: boolean;
}

export function said(group: Name, origin: Origin): Said {
  return { group, origin, together: false };
}

export function together(group: Name, origin: Origin): Said {
  return { group, origin, together: true };
}

const titles: readonly (readonly [Name, string])[] = [
  ['documents', 'Texts'],
  ['pictures', 'Pictures'],
  ['design', 'Design'],
  ['parts', 'Parts of the design'],
  ['lists', 'Lists and menus'],
  ['facts', 'Lists and facts of your own'],
  ['settings', 'Settings and words'],
  ['links', 'Links'],
  ['other', 'Other things'],
];

export class Groups {
  readonly #groups = new Map<Name, Map<string, Origin>>();

  /** Each thing once: the first that says something stays. */
  take(one: Said | null): void {
    if (one === null) return;
    const { group, origin } = one;
    const origins = this.#of(group);
    const same = one.together ? [...origins.values()].find((known) => isAbout(known, origin)) : undefined;
    const key = `${origin.label}\n${origin.value}\n${origin.file}`;
    if (same !== undefined) addValue(same, origin.value);
    else if (!origins.has(key)) origins.set(key, { ...origin });
  }

  /** Those that hold something. */
  all(): ExplainedPage['groups'] {
    return titles.flatMap(([name, title]) => {
      const origins = [...(this.#groups.get(name)?.values() ?? [])];
      return origins.length === 0 ? [] : [{ name, title, origins }];
    });
  }

  #of(name: Name): Map<string, Origin> {
    let origins = this.#groups.get(name);
    if (origins === undefined) {
      origins = new Map();
      this.#groups.set(name, origins);
    }
    return origins;
  }
}

function isAbout(known: Origin, origin: Origin): boolean {
  return known.label === origin.label && known.file === origin.file;
}

function addValue(known: Origin, value: string | null): void {
  const values = known.value === null ? [] : known.value.split(', ');
  if (value !== null && !values.includes(value)) known.value = [...values, value].join(', ');
}
