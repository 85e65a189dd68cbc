/** The bench's Eleventy site: the same pages, lists, feeds and highlighting as its siblings. */
import hljs from 'highlight.js';
import anchor from 'markdown-it-anchor';
import deflist from 'markdown-it-deflist';
import footnote from 'markdown-it-footnote';

const siteUrl = 'https://example.com';
const dayNames = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

/** What a document's data holds besides its own front matter, and what the layout shows in other places. */
const notFields = new Set(
  'title date description tags draft site layout permalink eleventy pkg page collections eleventyComputed hasDate'.split(
    ' ',
  ),
);

function noteFrontMatter(data, fields) {
  data.hasDate = data.date !== undefined;
  if (fields) data.fields = Object.entries(data).filter(([name]) => !notFields.has(name));
}

function highlight(code, language) {
  if (!language || !hljs.getLanguage(language)) return '';
  return hljs.highlight(code, { language, ignoreIllegals: true }).value;
}

/** "posts/page-1" for ./content/posts/page-1.md. */
function folderOf(data) {
  return data.page.filePathStem
    .toLowerCase()
    .replace(/\/index$/, '/')
    .replace(/^\//, '');
}

function sectionOf(item) {
  const parts = item.filePathStem.split('/');
  return parts.length > 2 ? parts[1] : '';
}

function isDocument(item) {
  return item.inputPath.endsWith('.md') && !item.inputPath.endsWith('_index.md');
}

/** Newest first, then by title, then by path; each page learns its neighbours once, not by searching. */
function orderedDocuments(api) {
  const title = (item) => item.data.title ?? item.fileSlug;
  const ordered = api
    .getAll()
    .filter(isDocument)
    .sort(
      (a, b) =>
        b.date - a.date || (title(a) < title(b) ? -1 : title(a) > title(b) ? 1 : a.inputPath < b.inputPath ? -1 : 1),
    );
  const last = new Map();
  for (const item of ordered) {
    const section = sectionOf(item);
    const newer = last.get(section);
    if (newer) {
      item.data.newer = newer;
      newer.data.older = item;
    }
    last.set(section, item);
  }
  return ordered;
}

function groupsBy(items, keysOf) {
  const groups = new Map();
  for (const item of items) {
    for (const key of keysOf(item)) {
      const group = groups.get(key);
      if (group) group.push(item);
      else groups.set(key, [item]);
    }
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, pages]) => ({ name, pages }));
}

export function configure(config, fields) {
  config.setUseGitIgnore(false);
  config.amendLibrary('md', (markdown) => {
    markdown.set({ html: true, typographer: true, highlight });
    markdown.use(anchor).use(footnote).use(deflist);
  });
  config.addGlobalData('site', { title: 'The bench', url: siteUrl, fields });
  config.addGlobalData('layout', 'page.njk');
  config.addGlobalData('permalink', () => (data) => {
    if (data.page.inputPath.endsWith('_index.md')) return false;
    return `${folderOf(data)}/index.html`.replace(/^\/+/, '').replace('//', '/');
  });
  config.addPreprocessor('drafts', 'md', (data) => (data.draft ? false : undefined));
  config.addPreprocessor('front matter', 'md', (data) => noteFrontMatter(data, fields));
  config.addCollection('documents', orderedDocuments);
  config.addCollection('sections', (api) =>
    groupsBy(orderedDocuments(api).filter(sectionOf), (item) => [sectionOf(item)]),
  );
  config.addCollection('terms', (api) =>
    groupsBy(orderedDocuments(api), (item) =>
      Array.isArray(item.data.tags) ? item.data.tags : item.data.tags ? [item.data.tags] : [],
    ),
  );
  config.addFilter('day', (date) => dayNames.format(date));
  config.addFilter('iso', (date) => date.toISOString().slice(0, 10));
  config.addFilter('rfc822', (date) => date.toUTCString());
  config.addFilter('first', (list, count) => list.slice(0, count));
  addLists(config);
  return {
    dir: { input: 'content', includes: '../_includes', data: '../_data' },
    markdownTemplateEngine: false,
    htmlTemplateEngine: false,
    templateFormats: ['md', 'njk'],
  };
}

function addLists(config) {
  const plain = { layout: false };
  const over = (data, alias) => ({ pagination: { data, size: 1, alias } });
  config.addTemplate('home.njk', '{% include "home.njk" %}', {
    layout: 'base.njk',
    permalink: '/index.html',
    title: 'Home',
  });
  config.addTemplate('section.njk', '{% include "list.njk" %}', {
    ...over('collections.sections', 'group'),
    layout: 'base.njk',
    permalink: '/{{ group.name | slugify }}/index.html',
    eleventyComputed: { title: 'All {{ group.name }}' },
  });
  config.addTemplate('term.njk', '{% include "list.njk" %}', {
    ...over('collections.terms', 'group'),
    layout: 'base.njk',
    permalink: '/tags/{{ group.name | slugify }}/index.html',
    eleventyComputed: { title: '{{ group.name }}' },
  });
  config.addTemplate('terms.njk', '{% include "terms.njk" %}', {
    layout: 'base.njk',
    permalink: '/tags/index.html',
    title: 'Tags',
  });
  config.addTemplate('404.njk', '<h1>This page is not here</h1>', {
    layout: 'base.njk',
    permalink: '/404.html',
    title: 'Not found',
  });
  config.addTemplate('robots.njk', 'User-agent: *\n', { ...plain, permalink: '/robots.txt' });
  config.addTemplate('sitemap.njk', '{% include "sitemap.njk" %}', { ...plain, permalink: '/sitemap.xml' });
  config.addTemplate('feed.njk', '{% set pages = collections.documents %}{% include "feed.njk" %}', {
    ...plain,
    permalink: '/index.xml',
  });
  for (const [name, data, prefix] of [
    ['sections', 'collections.sections', ''],
    ['terms', 'collections.terms', '/tags'],
  ]) {
    config.addTemplate(`feed-${name}.njk`, '{% set pages = group.pages %}{% include "feed.njk" %}', {
      ...plain,
      ...over(data, 'group'),
      permalink: `${prefix}/{{ group.name | slugify }}/index.xml`,
    });
  }
}

export default (config) => configure(config, false);
