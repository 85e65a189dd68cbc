import type { PhaseName } from './report.ts';

/** What a phase is called in front of people. */
export const phaseWords: Readonly<Record<PhaseName, string>> = {
  discover: 'Finding files',
  parse: 'Reading pages',
  organise: 'Putting the site together',
  prepare: 'Pictures and styles',
  plan: 'Deciding what to redo',
  render: 'Making pages',
  track: 'Noting what each page uses',
  finish: 'Making pictures and feeds',
  check: 'Checking links',
  save: 'Saving',
};
