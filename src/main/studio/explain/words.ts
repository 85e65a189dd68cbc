/** The words for what a page reads. Technical names stay in `technical`. */

const settings: Readonly<Record<string, string>> = {
  title: 'The name of the site',
  url: 'The address of the site',
  description: 'The description of the site',
  language: 'The language of the site',
  timezone: 'The time zone of the site',
  images: 'How pictures are made smaller',
  markdown: 'How texts are read',
  home: 'The home page',
  menus: 'Which menus there are',
  taxonomies: 'How texts are grouped',
};

/** @param path "title", "params.author.name" */
export function settingLabel(path: string): string {
  const known = settings[path];
  if (known !== undefined) return known;
  return path.startsWith('params.') ? `A choice of the design: ${path.slice('params.'.length)}` : `A setting: ${path}`;
}

const fields: Readonly<Record<string, string>> = {
  url: 'address',
  permalink: 'full address',
  content: 'text',
  body: 'text',
  summary: 'beginning',
  lastmod: 'last change',
  readingTime: 'reading time',
  wordCount: 'length',
  toc: 'contents',
};

/** A field of a page: "title", "params/cover". */
export function fieldName(field: string): string {
  const name = field.replace(/^params[/.]/, '');
  return Object.hasOwn(fields, name) ? (fields[name] as string) : name;
}

const relations: Readonly<Record<string, string>> = {
  section: 'The section that it is in',
  parent: 'The page above it',
  ancestors: 'The pages above it',
  prev: 'The page before it',
  next: 'The page after it',
  paginator: 'Which part of its list it shows',
};

/** What a page is to the one that is explained; null: an ordinary field. */
export function relationLabel(field: string): string | null {
  return Object.hasOwn(relations, field) ? (relations[field] as string) : null;
}

/** @param kind of a file of the design */
export function designLabel(kind: string, source: string): string {
  if (kind === 'style') return 'How it looks';
  if (kind === 'script') return 'What moves on it';
  return /\.(woff2?|ttf|otf)$/i.test(source) ? 'Its letters' : 'A file of the design';
}

/** "header" of "partials/header.njk". */
export function partName(template: string): string {
  return template.replace(/^.*\//, '').replace(/\.njk$/, '');
}

type Step = readonly unknown[];

/**
 * A list, from its canonical text: "[["items","section:birds@en"],["limit",5]]".
 * @param titleOf the page with an id; null: the one that is explained
 */
export function listLabel(canon: string, titleOf: (id: string) => string | null): string {
  const steps = readSteps(canon);
  if (steps === null) return 'A list of pages';
  const [first, ...further] = steps;
  return [sourceLabel(first ?? [], titleOf), ...further.map(stepLabel)].filter((words) => words !== '').join(', ');
}

function readSteps(canon: string): Step[] | null {
  try {
    const steps: unknown = JSON.parse(canon);
    return Array.isArray(steps) && steps.every((step) => Array.isArray(step)) ? (steps as Step[]) : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function sourceLabel([name, argument]: Step, titleOf: (id: string) => string | null): string {
  const title = typeof argument === 'string' ? titleOf(argument) : null;
  const of = title === null ? 'here' : `in “${title}”`;
  switch (name) {
    case 'items':
    case 'pages':
      return title === null ? 'The pages listed here' : `The pages ${of}`;
    case 'allPages':
      return `All pages ${of} and below`;
    case 'sections':
      return `The sections ${of}`;
    case 'numbers':
      return 'The further pages of this list';
    case 'terms':
      return `All of “${String(argument)}”`;
    case 'site.pages':
    case 'listed':
      return 'All pages of the site';
    case 'site.sections':
      return 'All sections of the site';
    default:
      return 'A list of pages';
  }
}

function stepLabel([name, argument, ...rest]: Step): string {
  const field = typeof argument === 'string' ? fieldName(argument) : '';
  switch (name) {
    case 'where':
      return `only some, by their ${field}`;
    case 'sort':
      return `in order of their ${field}${rest.includes('desc') ? ', last first' : ''}`;
    case 'group':
      return `put together by their ${field}`;
    case 'limit':
      return `the first ${String(argument)}`;
    case 'reverse':
      return 'backwards';
    default:
      return '';
  }
}
