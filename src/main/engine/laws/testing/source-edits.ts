/** What people do to all of a site but its texts. */

import { someTemplate } from './designs.ts';
import type { EditMaker } from './document-edits.ts';
import type { EditedSite } from './edited-site.ts';
import { anyPicture } from './pictures.ts';
import { settingMakers } from './settings.ts';

export const sourceEdits: Readonly<Record<string, EditMaker>> = {
  'edit a template': (site, dice) => {
    const [name, text] = someTemplate(dice);
    return site.put(`templates/${name}`, text);
  },
  'edit a template that is there': (site, dice) => {
    const path = dice.among(site.list('templates', '.njk'));
    if (path === undefined) return '';
    site.remember(path);
    return site.put(
      path,
      site.text(path).replace(/owl|wren|kite|$/, () => dice.word()),
    );
  },
  'put a template before another': (site, dice) => {
    const from = dice.among(site.list('templates', '/page.njk')) ?? 'templates/page.njk';
    const to = `templates/${dice.pick(['posts', 'docs', 'docs/deep', 'notes', 'tags'])}/page.njk`;
    return site.has(from) ? site.put(to, `${site.text(from)}<!-- ${dice.word()} -->`) : '';
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
  'edit what all pages show': (site, dice) => {
    const parts = ['templates/partials/header.njk', 'templates/partials/nav.njk'];
    const shown = '<p>{{ data.prices.tea }}</p>';
    for (const path of parts) if (!site.has(path) || !site.text(path).includes(shown)) site.put(path, shown);
    return site.put('data/prices.yaml', `tea: ${dice.below(99)}\n`);
  },
  data: (site, dice) => dice.pick(dataEdits)(site, dice),
  setting: (site, dice) => {
    const key = dice.among(Object.keys(settingMakers)) as string;
    return site.setting(key, settingMakers[key]?.(dice) ?? null);
  },
  'settings that cannot be read': (site, dice) =>
    dice.chance(0.3) ? site.put('site.yaml', dice.pick(['title: [', 'title: a\ntitle: b\n', ''])) : '',
  strings: (site, dice) => {
    const file = `strings/${dice.pick(['en', 'en', 'de', 'pt'])}.yaml`;
    return dice.chance(0.2)
      ? site.remove('strings')
      : site.put(
          file,
          `more: ${dice.word()}\npages: { one: a, other: "{count} ${dice.word()}" }\nsubjects: ${dice.word()}\n`,
        );
  },
  schema: (site, dice) => {
    const properties = { rating: { type: 'number', maximum: dice.below(6) } };
    const required = dice.chance(0.3) ? ['author'] : [];
    return site.put('schemas/post.json', JSON.stringify({ type: 'object', properties, required }));
  },
  'an asset': (site, dice) => dice.pick(assetEdits)(site, dice),
  'an asset and a page': (site, dice) =>
    `${dice.pick(assetEdits)(site, dice)}, ${site.newBody(dice, site.document(dice))}`,
  'a picture under the same name': (site, dice) => {
    const path = dice.among(pictureFiles(site));
    return path === undefined ? '' : site.put(path, anyPicture(dice));
  },
  'two pictures exchanged': (site, dice) => {
    const [one, other] = [dice.among(pictureFiles(site)), dice.among(pictureFiles(site))];
    if (one === undefined || other === undefined || one === other) return '';
    site.move(one, `${one}.aside`);
    site.move(other, one);
    return site.move(`${one}.aside`, other);
  },
  'a file of static/': (site, dice) =>
    dice.pick([
      () => site.put('static/data.txt', dice.word()),
      () => site.put('static/static.png', anyPicture(dice)),
      () => site.put('static/posts/a/index.html', `taken ${dice.word()}`),
      () => site.put('static/robots.txt', 'mine'),
      () => site.put('static/_redirects', 'mine'),
      () => site.put('static/.well-known/x', dice.word()),
      () => site.put('static/files/x.pdf', dice.word()),
      () => site.remove(dice.among(site.list('static'))),
      () => site.remove('static'),
    ])(),
  'a theme of its own': (site, dice) => dice.pick(themeEdits)(site, dice),
  'a switch of branches': (site) => site.switchBranch(),
};

function pictureFiles(site: EditedSite): string[] {
  return ['assets', 'content', 'static'].flatMap((folder) => site.list(folder, '.png'));
}

type Edits = readonly [EditMaker, ...EditMaker[]];

const dataEdits: Edits = [
  (site, dice) => site.put('data/prices.yaml', `tea: ${dice.below(9)}\ncake: ${dice.below(9)}\n`),
  (site, dice) => site.put('data/list.json', JSON.stringify(Array.from({ length: dice.below(4) }, () => dice.word()))),
  (site, dice) => site.put('data/birds.csv', `name,size\n${dice.word()},${dice.below(9)}\n${dice.word()},5\n`),
  (site, dice) => site.put('data/birds.toml', `[[birds]]\nname = "${dice.word()}"\n`),
  (site, dice) => site.put('data/deep/list.toml', `x = ${dice.below(9)}\n[y]\nz = "${dice.word()}"\n`),
  (site, dice) => site.put('data/deep.yml', `list: [${dice.word()}]\n`),
  (site, dice) => site.put('facts/prices.yaml', `tea: ${dice.below(9)}\n`),
  (site, dice) => site.put('data/prices.yaml', dice.pick(['tea: [1', 'te: 3\n', '', 'tea: null\n'])),
  (site, dice) => site.remove(dice.among(site.list('data'))),
  (site) => site.remove('data'),
];

const assetEdits: Edits = [
  (site, dice) => site.put('assets/main.css', `body{color:${dice.pick(['red', 'blue'])}} ${dice.pick(styles)}`),
  (site, dice) => site.put('assets/part.css', `p{margin:${dice.below(9)}px}`),
  (site, dice) => site.put('assets/_part.css', `p{margin:${dice.below(9)}px;background:url(img/dot.png)}`),
  (site, dice) => site.put('assets/css/x.css', `i{top:${dice.below(9)}px}`),
  (site, dice) =>
    site.put(
      'assets/app.js',
      `import { a } from './lib.ts';\nconsole.log(a, ${dice.below(9)}${dice.pick(['', '', '('])})`,
    ),
  (site, dice) => site.put('assets/lib.ts', `export const a: number = ${dice.below(9)};\n`),
  (site, dice) => site.put('assets/img/dot.png', anyPicture(dice)),
  (site, dice) => site.put('assets/unused.png', anyPicture(dice)),
  (site, dice) => site.remove(dice.among(site.list('assets'))),
  (site, dice) => {
    const path = site.document(dice);
    if (path === undefined) return '';
    const folder = path.slice(0, path.lastIndexOf('/'));
    return site.put(`${folder}/dot.png`, dice.pick([anyPicture(dice), anyPicture(dice), Buffer.from('not a picture')]));
  },
];
const styles = [
  '',
  '@import "part.css";',
  '@import "_part.css";',
  '.a{background:url(img/dot.png)}',
  '.b{background:url(gone.png)}',
  '.c{background:url(/static.png)}',
  '.d{',
] as const;

const themeEdits: Edits = [
  (site, dice) => {
    const params = `{ color: { type: text, default: ${dice.word()}, label: Colour } }`;
    return site.put('themes/mine/theme.yaml', `label: Mine\nparams: ${params}\n`);
  },
  (site, dice) => {
    const body = `mine {{ page.title }} {{ page.content }} {{ site.params.color }} {{ t('more') }} ${dice.word()}`;
    return site.put('themes/mine/templates/page.njk', `<html><body>${body}</body></html>`);
  },
  (site, dice) => {
    const [name, text] = someTemplate(dice);
    return site.put(`themes/mine/templates/${name}`, text);
  },
  (site, dice) => site.put('themes/mine/assets/main.css', `b{top:${dice.below(9)}px}`),
  (site, dice) => site.put('themes/mine/strings/en.yaml', `more: ${dice.word()}\n`),
  (site, dice) => site.put('themes/mine/static/data.txt', dice.word()),
  (site) => site.setting('theme', 'mine'),
  (site, dice) =>
    site.remove(dice.pick(['themes', 'themes/mine/theme.yaml', 'themes/mine/templates', 'themes/mine/assets'])),
];
