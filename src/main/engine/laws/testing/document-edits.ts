/** What people do to texts. */
import type { Dice } from './dice.ts';
import type { EditedSite } from './edited-site.ts';
import { bodyText, dateOf, documentPath, frontKeys, frontMatter, frontValue, joined, otherDocument } from './texts.ts';

export type EditMaker = (site: EditedSite, dice: Dice) => string;

/** What links with `#part` lead to. */
const PART = '\n## Part\n';

export const documentEdits: Readonly<Record<string, EditMaker>> = {
  create: (site, dice) =>
    site.put(documentPath(dice), joined(frontMatter(dice), bodyText(dice, site.list('content', '.md')))),
  'create many': (site, dice) => {
    const paths = Array.from({ length: 8 }, () => documentPath(dice));
    for (const path of paths) site.put(path, joined(frontMatter(dice), bodyText(dice, paths)));
    return paths.join(', ');
  },
  'create in another form': (site, dice) =>
    site.put(documentPath(dice), otherDocument(dice, site.list('content', '.md'))),
  'edit a text': (site, dice) => site.newBody(dice, site.document(dice)),
  'edit front matter': (site, dice) => {
    const path = site.document(dice);
    if (path === undefined) return '';
    return site.newFront(path, (front) => {
      for (const [key, value] of Object.entries(frontMatter(dice))) if (dice.chance(0.5)) front[key] = value;
      for (const key of Object.keys(front)) if (dice.chance(0.15)) delete front[key];
    });
  },
  'edit one value': (site, dice) => {
    const path = site.document(dice);
    const key = dice.among(frontKeys) as string;
    return path === undefined ? '' : `${key} of ${setValue(site, path, key, frontValue(dice, key))}`;
  },
  'edit a title': (site, dice) => {
    const path = site.document(dice);
    return path === undefined ? '' : setValue(site, path, 'title', `${dice.word()} ${dice.below(99)}`);
  },
  'edit what a long list shows': (site, dice) => {
    const path = dice.among(longestList(site));
    if (path === undefined) return '';
    const key = dice.pick(['title', 'title', 'summary', 'rating']);
    return `${key} of ${setValue(site, path, key, `${dice.word()} ${dice.below(99)}`)}`;
  },
  'a part comes or goes': (site, dice) => {
    const path = site.document(dice);
    if (path === undefined) return '';
    const text = site.text(path);
    return site.put(path, text.includes(PART) ? text.replace(PART, '') : `${text}${PART}`);
  },
  'lengthen a list': (site, dice) =>
    site.put(
      `content/posts/post-${dice.below(30)}.md`,
      joined({ title: dice.word(), date: dateOf(dice.below(28)) }, bodyText(dice, site.list('content', '.md'))),
    ),
  'edit what a section hands down': (site, dice) => {
    const path = `content/${dice.pick(['', 'posts/', 'docs/'])}_index.md`;
    if (!site.has(path)) site.put(path, joined({ title: dice.word() }, ''));
    return setValue(site, path, 'cascade', frontValue(dice, 'cascade'));
  },
  'give two the same date': (site, dice) => {
    const paths = [site.document(dice), site.document(dice)].filter((path) => path !== undefined);
    for (const path of paths) setValue(site, path, 'date', '2026-01-03');
    return paths.join(', ');
  },
  'rename or move': (site, dice) => {
    const path = site.document(dice);
    return path === undefined ? '' : site.move(path, documentPath(dice));
  },
  'exchange two': (site, dice) => {
    const [one, other] = [site.document(dice), site.document(dice)];
    if (one === undefined || other === undefined || one === other) return '';
    site.move(one, `${one}.aside`);
    site.move(other, one);
    return site.move(`${one}.aside`, other);
  },
  copy: (site, dice) => {
    const path = site.document(dice);
    return path === undefined ? '' : site.put(documentPath(dice), site.text(path));
  },
  'make a bundle or unmake it': (site, dice) => {
    const path = site.document(dice);
    if (path === undefined || path.includes('_index')) return '';
    if (path.endsWith('/index.md')) return site.move(path, `${path.slice(0, -'/index.md'.length)}.md`);
    return site.move(path, `${path.slice(0, -'.md'.length)}/index.md`);
  },
  'a file beside a text': (site, dice) => editResource(site, dice),
  'rename a section': (site, dice) => {
    const names = ['posts', 'docs', 'notes', 'news', 'docs/deep', 'posts/deep'] as const;
    return site.move(`content/${dice.pick(names)}`, `content/${dice.pick(names)}`);
  },
  'remove a section': (site, dice) => site.remove(`content/${dice.pick(['notes', 'docs/deep', 'news', 'tags'])}`),
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
    const bird = /kite|tern|crow|swan|lark/;
    site.put(
      path,
      site.text(path).replace(bird, () => dice.pick(['kite', 'tern', 'crow', 'swan'])),
    );
    site.setTimes(path, time);
    return path;
  },
  'not UTF-8': (site, dice) => {
    const path = site.document(dice);
    return path === undefined ? '' : site.put(path, Buffer.from([0xff, 0xfe, 0x41]));
  },
  'a link': (site, dice) => {
    const targets = ['content/posts', 'content/docs', site.document(dice) ?? '', 'content/gone.md'] as const;
    const target = dice.pick(targets);
    const name = target.endsWith('.md') ? 'linked.md' : 'linked';
    return site.link(`content/${dice.pick(['', 'notes/', 'docs/'])}${name}`, target);
  },
  'remove the links': (site) => {
    const links = site.links('content');
    for (const path of links) site.remove(path);
    return links.join(', ');
  },
};

/** The documents of the folder that has most of them. */
function longestList(site: EditedSite): string[] {
  const folders = new Map<string, string[]>();
  for (const path of site.list('content', '.md')) {
    const folder = path.slice(0, path.lastIndexOf('/'));
    if (!path.endsWith('index.md')) folders.set(folder, [...(folders.get(folder) ?? []), path]);
  }
  return [...folders.values()].reduce((most, paths) => (paths.length > most.length ? paths : most), []);
}

function setValue(site: EditedSite, path: string, key: string, value: string | null): string {
  return site.newFront(path, (front) => {
    if (value === null) delete front[key];
    else front[key] = value;
  });
}

function editResource(site: EditedSite, dice: Dice): string {
  const path = site.document(dice);
  if (path === undefined) return '';
  const folder = path.slice(0, path.lastIndexOf('/'));
  const others = site.list('content').filter((file) => !file.endsWith('.md'));
  return dice.pick([
    () => site.put(`${folder}/note.txt`, dice.word()),
    () => site.put(`${folder}/leaf.svg`, `<svg xmlns="http://www.w3.org/2000/svg" width="${1 + dice.below(9)}"/>`),
    () => site.put(`${folder}/${dice.word()}/deep.txt`, dice.word()),
    () => site.remove(dice.among(others)),
    () => {
      const other = dice.among(others);
      return other === undefined ? '' : site.move(other, `${folder}/${other.slice(other.lastIndexOf('/') + 1)}`);
    },
  ])();
}
