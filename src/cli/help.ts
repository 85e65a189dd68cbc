import type { CommandName } from './args.ts';

const overview = `galley: writes a site from a folder of texts, and says what is wrong with it

  galley new FOLDER        a new site, ready to write in
  galley build [SITE]      makes the site into SITE/public
  galley studio [SITE]     opens Galley's window, to write, proof and publish
  galley serve [SITE]      builds, shows the site in a browser, and again after every change
  galley publish [SITE]    builds, says what would change for readers, and puts it there
  galley check [SITE]      says what is wrong, and leaves SITE/public as it is
  galley explain PAGE [SITE]
                           what made a page in the last build

SITE is the folder with site.yaml; without it, the folder you are in.
More about one command: galley help COMMAND

Exit codes: 0 good, 1 could not run, 2 the site has mistakes.
`;

const drafts = `  --drafts         drafts too
`;

const building = `  --now TIME       build as if it were this time (2026-03-01T12:00:00Z)
  --workers N      how many threads; 0: none beside the main one (default: by the amount of work)
  --verbose        also where the time went, and every suggestion
`;

const reporting = `  --strict         warnings count as mistakes: exit code 2
  --json           one event a line, for programs
`;

const placing = `  --out DIR        write here instead of SITE/public
  --adopt          own what is in the output folder although Galley has no record of making it
`;

const about: Record<CommandName, string> = {
  new: `galley new FOLDER: a new site, ready to write in

  --starter NAME   what it begins as: journal (a diary of notes) or handbook (chapters to look things up in); else journal
  --title TEXT     its title
`,
  build: `galley build [SITE]: makes the site

${drafts}${building}${placing}  --clean          forget what earlier builds remembered
${reporting}`,
  check: `galley check [SITE]: says what is wrong, and leaves SITE/public as it is

${drafts}${building}${reporting}`,
  explain: `galley explain PAGE [SITE]: what made a page in the last build, and what would change with a file

PAGE is its address (/about/), its file in public/ (about/index.html) or its text (content/about.md).
A file (templates/base.njk, data/prices.yaml) or a part of one (data.prices.tea, menus.main) in its place
says which pages would be made again if it were changed.

  --json           as one object, for programs
`,
  publish: `galley publish [SITE]: builds, says what would change for readers, and puts it there

The places are in site.yaml, under publish.targets; the studio writes them there.

  --to ID          the place, when there are several
  --undo           take the last release back instead
  --list           what was published there from this computer
  --yes            agree to what is asked, but for an address that is new here and for what has to be typed
  --strict         publish only a site without errors and warnings
  --json           one event a line, for programs; nobody is asked
${building}  --adopt          own what is in SITE/public although Galley has no record of making it
  --clean          forget what earlier builds remembered

A token or password for https is read from the environment, GALLEY_TOKEN.
`,
  studio: `galley studio [SITE]: opens Galley's window, to write, proof and publish

Without SITE, the site of the folder you are in; where there is none, the choice of one.

  --browser        in a browser
  --electron       in a window of its own, even if that failed before
  --no-open        open no browser
  --port N         the port of its address in a browser (default: the last one)
  --json           one event a line, for programs
`,
  serve: `galley serve [SITE]: builds, shows the site in a browser, and again after every change

  --port N         the port of the address (default: a free one)
${drafts}${building}${placing}`,
};

/** @param command null: all of them */
export function helpText(command: CommandName | null): string {
  return command === null ? overview : about[command];
}
