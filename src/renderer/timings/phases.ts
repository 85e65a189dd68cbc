/** The phases of a build as a reader sees them: always in this order, each always in its colour, each explained. */
import type { PhaseName } from '../../shared/report.ts';

/** A palette that colour-blind people can tell apart (after Okabe and Ito, and Tol), in a fixed order. */
export const phaseColors: Record<PhaseName, string> = {
  discover: '#88a0b8',
  parse: '#0072b2',
  organise: '#56b4e9',
  prepare: '#cc79a7',
  plan: '#999999',
  render: '#e69f00',
  track: '#b8860b',
  finish: '#009e73',
  check: '#d55e00',
  save: '#7a6a9b',
};

export const phaseStories: Record<PhaseName, string> = {
  discover: 'Galley walks through the folder of your site and notes every file.',
  parse: 'Every text is read and turned from Markdown into the parts of a page.',
  organise: 'Pages find their place: which part of the site, which menu, what comes before and after.',
  prepare: 'Style sheets are put together, and every picture is measured.',
  plan: 'Galley works out which pages must be made, and why.',
  render: 'Each page is made: your text goes into the design.',
  track: 'For every page, Galley notes the links and pictures that it holds.',
  finish: 'Pictures are made in the sizes that pages asked for, and feeds and the site map are written.',
  check: 'Every link and every picture on every page is looked up.',
  save: 'What was made is noted down, so that the next build knows it.',
};
