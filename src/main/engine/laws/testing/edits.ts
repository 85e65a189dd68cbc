/** What happens to a site between two builds. Every edit is a name and a seed. */
import { appendFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { settingMakers, templateMakers } from './designs.ts';
import { Dice } from './dice.ts';
import { type EditedSite, pictures } from './edited-site.ts';
import { bodyText, documentPath, frontMatter, joined } from './texts.ts';

export interface Edit {
  name: string;
  seed: number;
}

const DAY = 86_400_000;
const HOUR = 3_600_000;

type EditMaker = (site: EditedSite, dice: Dice) => string;

const documentEdits: Readonly<Record<string, EditMaker>> = {
  create: (site, dice) =>
    site.put(documentPath(dice), joined(frontMatter(dice), bodyText(dice, site.list('content', '.md')))),
  'edit a text': (site, dice) => site.newBody(dice, site.document(dice)),
  'edit front matter': (site, dice) => {
    const path = site.document(dice);
    if (path === undefined) return '';
    return site.newFront(path, (front) => {
      for (const [key, value] of Object.entries(frontMatter(dice))) if (dice.chance(0.5)) front[key] = value;
      for (const key of Object.keys(front)) if (dice.chance(0.15)) delete front[key];
    });
  },
  'edit a title': (site, dice) => {
    const path = site.document(dice);
    return path === undefined
      ? ''
      : site.newFront(path, (front) => {
          front.title = `${dice.word()} ${dice.below(99)}`;
        });
  },
  'rename or move': (site, dice) => {
    const path = site.document(dice);
    return path === undefined ? '' : site.move(path, documentPath(dice));
  },
  'rename a section': (site, dice) => {
    const names = ['posts', 'docs', 'notes', 'news'] as const;
    return site.move(`content/${dice.pick(names)}`, `content/${dice.pick(names)}`);
  },
  'change case': (site, dice) => {
    const path = site.document(dice);
    if (path === undefined || path.includes('index')) return '';
    const name = path.slice(path.lastIndexOf('/') + 1);
    const other = name === name.toLowerCase() ? name.charAt(0).toUpperCase() + name.slice(1) : name.toLowerCase();
    return site.move(path, path.slice(0, -name.length) + other);
  },
  delete: (site, dice) => {
    const path = site.document(dice);
    if (path !== undefined) site.remember(path);
    return site.remove(path);
  },
  restore: (site, dice) => site.restore(dice),
  touch: (site, dice) => {
    const path = site.document(dice);
    if (path !== undefined) site.setTimes(path, new Date());
    return path ?? '';
  },
  'edit, same size and time': (site, dice) => {
    const path = site.document(dice);
    if (path === undefined) return '';
    const time = site.modified(path);
    site.put(
      path,
      site.text(path).replace(/kite|tern|crow|swan|lark/, () => dice.pick(['kite', 'tern', 'crow', 'swan'])),
    );
    site.setTimes(path, time);
    return path;
  },
  'not UTF-8': (site, dice) => {
    const path = site.document(dice);
    return path === undefined ? '' : site.put(path, Buffer.from([0xff, 0xfe, 0x41]));
  },
};

const sourceEdits: Readonly<Record<string, EditMaker>> = {
  'edit a template': (site, dice) => {
    const name = dice.among(Object.keys(templateMakers)) as string;
    return site.put(`templates/${name}`, templateMakers[name]?.(dice) ?? '');
  },
  'remove a template': (site, dice) => {
    const path = dice.among(site.list('templates'));
    if (path !== undefined) site.remember(path);
    return site.remove(path);
  },
  'move a template': (site, dice) => {
    const path = dice.among(site.list('templates'));
    if (path === undefined) return '';
    const name = dice.pick(['nav.njk', 'foot.njk', 'absent.njk', 'page.njk', `${dice.word()}.njk`]);
    return site.move(path, `${path.slice(0, path.lastIndexOf('/'))}/${name}`);
  },
  data: (site, dice) =>
    dice.pick([
      () => site.put('data/prices.yaml', `tea: ${dice.below(9)}\ncake: ${dice.below(9)}\n`),
      () => site.put('data/list.json', JSON.stringify(Array.from({ length: dice.below(4) }, () => dice.word()))),
      () => site.put('data/prices.yaml', dice.pick(['tea: [1', 'te: 3\n'])),
      () => site.remove('data'),
    ])(),
  setting: (site, dice) => {
    const key = dice.among(Object.keys(settingMakers)) as string;
    return site.setting(key, settingMakers[key]?.(dice) ?? null);
  },
  strings: (site, dice) =>
    dice.chance(0.2)
      ? site.remove('strings')
      : site.put('strings/en.yaml', `more: ${dice.word()}\npages: { one: a, other: "{count} ${dice.word()}" }\n`),
  schema: (site, dice) => {
    const properties = { rating: { type: 'number', maximum: dice.below(6) } };
    const required = dice.chance(0.3) ? ['author'] : [];
    return site.put('schemas/post.json', JSON.stringify({ type: 'object', properties, required }));
  },
  'an asset': (site, dice) => editAsset(site, dice),
  'an asset and a page': (site, dice) => {
    site.put('assets/main.css', `body{color:#${100 + dice.below(900)}}`);
    return site.newBody(dice, site.document(dice));
  },
  'a file of static/': (site, dice) =>
    dice.pick([
      () => site.put('static/data.txt', dice.word()),
      () => site.put('static/static.png', pictures[0]),
      () => site.put('static/posts/a/index.html', `taken ${dice.word()}`),
      () => site.put('static/robots.txt', 'mine'),
      () => site.remove('static'),
    ])(),
  'a theme of its own': (site, dice) => {
    const params = `{ color: { type: text, default: ${dice.word()}, label: Colour } }`;
    site.put('themes/mine/theme.yaml', `label: Mine\nparams: ${params}\n`);
    const body = `mine {{ page.title }} {{ page.content }} {{ site.params.color }} ${dice.word()}`;
    return site.put('themes/mine/templates/page.njk', `<html><body>${body}</body></html>`);
  },
};

function editAsset(site: EditedSite, dice: Dice): string {
  const more = ['', '@import "part.css";', '.a{background:url(img/dot.png)}', '.b{background:url(gone.png)}'] as const;
  return dice.pick([
    () => site.put('assets/main.css', `body{color:${dice.pick(['red', 'blue'])}} ${dice.pick(more)}`),
    () => site.put('assets/part.css', `p{margin:${dice.below(9)}px}`),
    () => site.put('assets/css/x.css', `i{top:${dice.below(9)}px}`),
    () => site.put('assets/app.js', `console.log(${dice.below(9)})`),
    () => site.put('assets/img/dot.png', dice.pick(pictures)),
    () => site.put('assets/unused.png', pictures[0]),
    () => site.remove(dice.among(site.list('assets'))),
    () => {
      const path = site.document(dice);
      if (path === undefined) return '';
      const folder = path.slice(0, path.lastIndexOf('/'));
      return site.put(`${folder}/dot.png`, dice.pick([...pictures, Buffer.from('not a picture')]));
    },
  ])();
}

const surroundings: Readonly<Record<string, EditMaker>> = {
  'the clock': (site, dice) => {
    site.moveClock(dice.pick([1000, HOUR, DAY, -HOUR]));
    return new Date(site.now).toISOString();
  },
  drafts: (site) => {
    site.drafts = !site.drafts;
    return String(site.drafts);
  },
  'time goes by': (site) => site.age(),
  'a file of public/ is gone': (site, dice) => site.remove(dice.among(site.list('public'))),
  'a file of public/ was edited': (site, dice) =>
    site.harm(dice.among(site.list('public')), (file) => appendFileSync(file, '!')),
  'the cache is gone': (site, dice) => {
    const names = ['.galley/cache', '.galley/cache/memory', '.galley/cache/standstill'] as const;
    return site.remove(dice.pick(names));
  },
  'the cache is cut short': (site, dice) =>
    site.harm(dice.among(site.list('.galley/cache')), (file, size) => truncateSync(file, dice.below(size + 1))),
  'the cache is damaged': (site, dice) =>
    site.harm(dice.among(site.list('.galley/cache')), (file) => {
      const bytes = readFileSync(file);
      for (let i = 0; i < 3; i++) bytes[dice.below(bytes.length)] = dice.below(256);
      writeFileSync(file, bytes);
    }),
  'the cache is of another version': (site, dice) =>
    site.harm(dice.among(site.list('.galley/cache').filter((path) => !path.includes('/assets/'))), (file) => {
      const bytes = readFileSync(file);
      writeFileSync(file, Buffer.concat([Buffer.from('galley-cache [0]'), bytes.subarray(bytes.indexOf(10))]));
    }),
};

const edits = { ...documentEdits, ...sourceEdits, ...surroundings };

export const editNames: readonly string[] = Object.keys(edits);

/** @returns what it did, for people */
export function applyEdit(site: EditedSite, { name, seed }: Edit): string {
  return `${name} ${edits[name]?.(site, new Dice(seed)) ?? ''}`;
}
