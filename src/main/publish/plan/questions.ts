/** What a person has to agree to before a plan is carried out, and what cannot be agreed to. */
import type { PublishQuestion } from '../../../shared/contract/publish.ts';
import { counted } from '../../../shared/numbers.ts';
import type { Blocker, Publication, PublishPlan } from '../types.ts';

/** Part of what is there above which removing asks for the site's name to be typed. */
const LARGE_SHARE = 1 / 5;
const LISTED = 200;

/** @param build null when a release is taken back */
export function questionsOf(plan: PublishPlan, build: Pick<Publication, 'brokenLinks'> | null): PublishQuestion[] {
  return [
    otherSite(plan),
    ...(build === null ? [] : brokenLinks(build)),
    collisions(plan),
    altered(plan),
    largeRemoval(plan),
  ].filter((question) => question !== null);
}

export function brokenLinks({ brokenLinks: links }: Pick<Publication, 'brokenLinks'>): PublishQuestion[] {
  if (links.length === 0) return [];
  const number = counted(links.length, 'broken link');
  return [question('broken-links', `The site has ${number}.`, links, `Publish with ${number}`)];
}

/** What in the plan keeps it from being carried out. */
export function planBlockers(plan: PublishPlan): Blocker[] {
  const blockers: Blocker[] = [];
  const [way] = plan.inTheWay;
  if (way !== undefined) {
    blockers.push({
      code: 'in-the-way',
      message: `${wayWords(plan.inTheWay)} where files of the site have to go: ${list(plan.inTheWay)}.`,
      advice:
        'Galley follows no links there and removes nothing that it did not put there. Move them away, or choose another place.',
    });
  }
  const [name] = plan.badNames;
  if (name !== undefined) {
    blockers.push({
      code: 'bad-name',
      message: `That place cannot hold ${name.path}: ${name.why}.${more(plan.badNames.length)}`,
      advice: 'Give the page or file another name, build, and publish again.',
    });
  }
  return blockers;
}

function otherSite(plan: PublishPlan): PublishQuestion | null {
  if (plan.otherSite === null) return null;
  const message = `What lies there is another site, “${plan.otherSite}”. Its pages would be replaced by “${plan.site.title}”.`;
  return question('other-site', message, [plan.address], 'Replace the other site');
}

function collisions(plan: PublishPlan): PublishQuestion | null {
  const { collisions: all } = plan;
  if (all.length === 0) return null;
  const same = all.filter((one) => one.same).length;
  const lie = `${counted(all.length, 'file lies', 'files lie')} there already that this computer did not put there, under names that the site needs.`;
  const what =
    same === all.length
      ? 'They are the same as yours, and would belong to the site from now on.'
      : `${counted(all.length - same, 'of them', 'of them')} would be replaced; taking this release back brings them back.`;
  const items = all.map(({ path, same: equal }) => (equal ? `${path} (the same as yours)` : path));
  return question(
    'collisions',
    `${lie} ${what}`,
    items,
    same === all.length ? 'Use these files' : 'Replace these files',
  );
}

function altered(plan: PublishPlan): PublishQuestion | null {
  const { altered: all } = plan;
  if (all.length === 0) return null;
  const message = `${counted(all.length, 'file', 'files')} there ${all.length === 1 ? 'was' : 'were'} changed or removed by somebody else since your last release.`;
  const items = all.map(({ path, how }) => `${path} (${how})`);
  const agree = plan.kind === 'undo' ? 'Put the earlier ones there' : 'Put mine there';
  return question('altered', message, items, agree);
}

function largeRemoval(plan: PublishPlan): PublishQuestion | null {
  if (plan.kind === 'undo' || plan.removedShare <= LARGE_SHARE) return null;
  const { removed } = plan.story.counts;
  const part = `${Math.round(plan.removedShare * 100)} percent of what is published`;
  const what = removed > 0 ? counted(removed, 'page') : counted(plan.deleted.length, 'file');
  const titles = plan.story.pages.filter(({ change }) => change === 'removed').map(({ title }) => title);
  const items = titles.length > 0 ? titles : plan.deleted.map(({ path }) => path);
  const message = `This removes ${what}, ${part}. Type the name of the site, ${plan.site.title}, to go on.`;
  return { ...question('remove-many', message, items, `Remove ${what}`), type: plan.site.title };
}

function question(id: string, message: string, items: readonly string[], agree: string): PublishQuestion {
  return { id, message, items: items.slice(0, LISTED), agree, type: null };
}

function wayWords(paths: readonly string[]): string {
  return paths.length === 1 ? 'Something stands' : `${counted(paths.length, 'thing')} stand`;
}

function list(paths: readonly string[]): string {
  return `${paths.slice(0, 3).join(', ')}${paths.length > 3 ? ' …' : ''}`;
}

function more(number: number): string {
  return number > 1 ? ` There are ${counted(number - 1, 'more name')} of the kind.` : '';
}
