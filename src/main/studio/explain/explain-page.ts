/** What made a page, in a writer's words: each thing that it read, with its value and the place where it can be changed. */
import type { ExplainedPage, Origin } from '../../../shared/contract/explain.ts';
import type { PageExplanation, SiteListing } from '../../engine/types.ts';
import { Groups, type Said, said, together } from './groups.ts';
import { type PagesById, pagesById } from './pages-by-id.ts';
import { type SettingPlaces, settingPlaces } from './setting-places.ts';
import { lengthOf, readableValue } from './shown-value.ts';
import { designLabel, fieldName, listLabel, partName, relationLabel, settingLabel } from './words.ts';

type Read = PageExplanation['reads'][number];

/** @param settings text of `site.yaml`; null: it cannot be read */
export function explainPage(page: PageExplanation, listing: SiteListing, settings: string | null): ExplainedPage {
  const explainer = new Explainer(page, listing, settings);
  for (const read of page.reads) explainer.read(read);
  explainer.addAssets(page.assets);
  explainer.addLinks(page.links);
  const title = listing.documents.find(({ source }) => source === page.source)?.title;
  const generated = listing.generated.find(({ url }) => url === page.url)?.title;
  return {
    title: title || generated || page.url,
    ...{ url: page.url, file: page.source, milliseconds: page.milliseconds },
    reason: reasonOf(page),
    groups: explainer.groups(),
  };
}

function reasonOf({ reason, rendered }: PageExplanation): string {
  const because = reason === 'clean build' ? 'the whole site was built' : reason;
  if (rendered) return `It was made because ${because}.`;
  return `The last build left it as it was: nothing that it shows has changed since it was made, because ${because}.`;
}

class Explainer {
  readonly #groups = new Groups();
  readonly #pages: PagesById;
  readonly #settings: SettingPlaces;
  readonly #templates: Map<string, SiteListing['templates'][number]>;
  readonly #assets: Map<string, SiteListing['assets'][number]>;

  constructor(
    private readonly page: PageExplanation,
    private readonly listing: SiteListing,
    settings: string | null,
  ) {
    this.#pages = pagesById(listing.documents);
    this.#settings = settingPlaces(settings);
    this.#templates = new Map(listing.templates.map((template) => [template.name, template]));
    this.#assets = new Map(listing.assets.map((asset) => [asset.name, asset]));
  }

  groups(): ExplainedPage['groups'] {
    return this.#groups.all();
  }

  read(given: Read): void {
    if (this.#isOnTheWay(given)) return;
    this.#groups.take(this.#said({ ...given, name: given.name.replace(/\.$/, '') }));
  }

  #said(read: Read): Said | null {
    switch (read.kind) {
      case 'template':
        return this.#template(read);
      case 'setting':
        return this.#setting(read);
      case 'menu':
        return this.#menu(read);
      case 'word of the theme':
        return said('settings', {
          ...blank(read),
          label: 'A word of the design',
          value: readableValue(read.fingerprint),
        });
      case 'data':
        return this.#data(read);
      case 'asset':
        return this.#asset(read.name);
      case 'its own document':
        return this.#document(this.page.id, 'The text of this page', read);
      case 'text of a page':
        return this.#document(read.name, `The whole text of “${this.#pages(read.name).title}”`, read);
      case 'another page':
        return this.#field(read);
      case 'list of pages':
        return this.#list(read);
      case 'a field of a list':
        return this.#column(read);
      default:
        return this.#other(read);
    }
  }

  /** "shop." was looked into on the way to "shop.tea", which says more. */
  #isOnTheWay({ kind, name }: Read): boolean {
    return (
      name.endsWith('.') &&
      this.page.reads.some((one) => one.kind === kind && one.name !== name && one.name.startsWith(name))
    );
  }

  addAssets(names: readonly string[]): void {
    for (const name of names) this.#groups.take(this.#asset(name));
  }

  /** Places on the page itself are no links. */
  addLinks(urls: readonly string[]): void {
    const byUrl = new Map(this.listing.documents.map((document) => [document.url, document]));
    for (const url of new Set(urls.map((one) => one.replace(/#.*$/s, '')))) {
      if (url === '') continue;
      const document = byUrl.get(url);
      const inside = url.startsWith(this.listing.basePath) && !url.startsWith('//');
      const label = document ? `To “${document.title}”` : inside ? 'To a page of this site' : 'To another site';
      const file = document?.source ?? null;
      const origin = { ...place(`link ${url}`), label, value: url, file, url: inside ? url : null };
      this.#groups.take(said('links', origin));
    }
  }

  #template(read: Read): Said | null {
    const { name } = read;
    if (name === '*') return said('other', { ...blank(read), label: 'Which parts of the design there are' });
    const template = this.#templates.get(name);
    if (template === undefined) {
      return said('other', {
        ...blank(read),
        label: `“${partName(name)}” would be used here if the design had it`,
      });
    }
    const origin = { ...blank(read), value: name, file: template.file, line: 1 };
    if (name === this.page.template) return said('design', { ...origin, label: 'The design of this page' });
    if (name.startsWith('shortcodes/')) return said('parts', { ...origin, label: `Embed “${partName(name)}”` });
    if (name.includes('/')) return said('parts', { ...origin, label: `Part “${partName(name)}”` });
    return said('design', { ...origin, label: 'The frame around it' });
  }

  #setting(read: Read): Said | null {
    const { line, value } = this.#settings(read.name);
    const shown = readableValue(read.fingerprint) ?? value;
    return said('settings', {
      ...blank(read),
      label: settingLabel(read.name),
      value: shown,
      file: 'site.yaml',
      line,
    });
  }

  #menu(read: Read): Said | null {
    const { line } = this.#settings(`menus.${read.name}`);
    return said('lists', { ...blank(read), label: `The menu “${read.name}”`, file: 'site.yaml', line });
  }

  #data(read: Read): Said | null {
    const [stem] = read.name.split('.');
    const file = this.listing.data.find((one) => one.replace(/^data\//, '').replace(/\.[^.]+$/, '') === stem) ?? null;
    return said('facts', {
      ...blank(read),
      label: read.name.replaceAll('.', ', '),
      value: readableValue(read.fingerprint),
      file,
    });
  }

  #asset(name: string): Said | null {
    const asset = this.#assets.get(name);
    const technical = `asset ${name}`;
    if (asset === undefined) return said('other', { ...place(technical), label: 'A file of the site', value: name });
    const { source, url, kind } = asset;
    const origin = { ...place(technical), value: source, url };
    if (kind === 'image') return said('pictures', { ...origin, label: partOf(source) });
    const editable = kind === 'style' || kind === 'script';
    return said('design', { ...origin, label: designLabel(kind, source), file: editable ? source : null });
  }

  #document(id: string, label: string, read: Read): Said | null {
    const { file, url, title } = id === this.page.id ? { ...this.#pages(id), file: this.page.source } : this.#pages(id);
    const own = id === this.page.id;
    return said('documents', {
      ...blank(read),
      label: own ? 'The text of this page' : label,
      value: title,
      file,
      url,
    });
  }

  /** Fields of the page itself are part of its own text; where it stands among others is a list. */
  #field(read: Read): Said | null {
    const dot = read.name.lastIndexOf('.');
    const [id, field] = [read.name.slice(0, dot), read.name.slice(dot + 1)];
    const relation = relationLabel(field);
    if (relation !== null) {
      const [other] = idsIn(read.fingerprint);
      const { title, file, url } = other === undefined ? { title: null, file: null, url: null } : this.#pages(other);
      return said('lists', {
        ...blank(read),
        label: relation,
        value: title ?? readableValue(read.fingerprint) ?? 'none',
        file,
        url,
      });
    }
    if (id === this.page.id) return null;
    const { title, file, url } = this.#pages(id);
    return together('documents', { ...blank(read), label: `From “${title}”`, value: fieldName(field), file, url });
  }

  #list(read: Read): Said | null {
    const count = lengthOf(read.fingerprint);
    const value = count === null ? null : count === 0 ? 'none' : `${count} ${count === 1 ? 'page' : 'pages'}`;
    return said('lists', { ...blank(read), label: this.#listLabel(read.name), value });
  }

  #column(read: Read): Said | null {
    const at = read.name.indexOf('@');
    const label = this.#listLabel(read.name.slice(at + 1));
    return together('lists', { ...blank(read), label, value: fieldName(read.name.slice(0, at)) });
  }

  #listLabel(canon: string): string {
    return listLabel(canon, (id) => (id === this.page.id ? null : this.#pages(id).title));
  }

  #other(read: Read): Said | null {
    const labels: Record<string, string> = {
      'the time of the build': 'The time at which the site was built',
      'language rules': 'How dates and numbers are written in this language',
      static: 'A file that is copied as it is',
      link: 'Where a link in the text leads',
      near: 'A name that is nearly the one asked for',
    };
    const label = labels[read.kind] ?? 'Something else that it asked for';
    const value = read.kind === 'language rules' ? null : (readableValue(read.fingerprint) ?? (read.name || null));
    return said(read.kind === 'link' ? 'links' : 'other', { ...blank(read), label, value });
  }
}

function blank({ kind, name }: Read): Omit<Origin, 'label'> {
  return place(name === '' ? kind : `${kind} ${name}`);
}

function place(technical: string): Omit<Origin, 'label'> {
  return { value: null, file: null, line: null, url: null, technical };
}

function partOf(source: string): string {
  return source.slice(source.lastIndexOf('/') + 1);
}

function idsIn(fingerprint: string | null): string[] {
  if (fingerprint === null || !/^["[]/.test(fingerprint)) return [];
  const value: unknown = JSON.parse(fingerprint);
  const ids = (Array.isArray(value) ? [...value].reverse() : [value]).filter((one) => typeof one === 'string');
  return ids.filter((id) => /^[a-z0-9]+:.*@/.test(id));
}
