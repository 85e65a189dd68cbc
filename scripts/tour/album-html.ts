/** The page that tells a walk through the studio: one file beside its pictures, without a script. */
export interface Picture {
  /** Beside the page. */
  file: string;
  caption: string;
  /** CSS pixels. */
  width: number;
  height: number;
}

export interface Chapter {
  title: string;
  /** What came of it; null: nothing more to say. */
  words: string | null;
  /** Why it could not be done. */
  problem: string | null;
  pictures: Picture[];
}

/** @param about a sentence on when and with what the walk was made */
export function albumHtml(chapters: readonly Chapter[], about: string): string {
  const contents = chapters.map(
    ({ title, problem }, i) =>
      `<li${problem === null ? '' : ' class="bad"'}><a href="#step-${i + 1}">${escapeHtml(title)}</a></li>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>A walk through Galley</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>A walk through Galley</h1>
<p class="lead">A site with five mistakes is opened, mended, changed by a sentence, published, and taken back. Nobody’s hand was at it: the pictures are of the studio as it is.</p>
<nav aria-label="Steps"><ol>${contents.join('')}</ol></nav>
</header>
<main>
${chapters.map(chapterHtml).join('\n')}
</main>
<footer><p>${escapeHtml(about)}</p></footer>
</body>
</html>
`;
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}

function chapterHtml({ title, words, problem, pictures }: Chapter, i: number): string {
  return `<section id="step-${i + 1}" aria-labelledby="title-${i + 1}">
<h2 id="title-${i + 1}"><span class="number">${i + 1}</span> ${escapeHtml(title)}</h2>
${words === null ? '' : `<p class="words">${escapeHtml(words)}</p>`}
${problem === null ? '' : `<pre class="problem">${escapeHtml(problem)}</pre>`}
${pictures.map(pictureHtml).join('\n')}
</section>`;
}

function pictureHtml({ file, caption, width, height }: Picture): string {
  const words = escapeHtml(caption);
  return `<figure style="max-width:${width}px">
<a href="${file}"><img src="${file}" alt="${words}" width="${width}" height="${height}" loading="lazy"></a>
<figcaption>${words}</figcaption>
</figure>`;
}

const style = `
@font-face { font-family: Words; src: url(serif.woff2); font-weight: 200 900; }
@font-face { font-family: Labels; src: url(sans.woff2); font-weight: 200 900; }
:root { color-scheme: light dark; --desk: #f4f2ed; --text: #1c212b; --soft: #565c69; --line: #dfdbd2; --ink: #1f3f7d; --red: #b3261e; }
@media (prefers-color-scheme: dark) {
  :root { --desk: #14161b; --text: #eae7e1; --soft: #a9aeb9; --line: #31363f; --ink: #b3c5e8; --red: #ff9d92; }
}
body { margin: 0 auto; max-width: 1120px; padding: 64px 32px; background: var(--desk); color: var(--text);
  font: 18px/1.55 Words, Georgia, serif; }
h1 { font-size: 44px; line-height: 1.15; margin: 0 0 16px; letter-spacing: -.01em; }
h2 { font-size: 26px; line-height: 1.25; margin: 0 0 8px; }
.lead { max-width: 640px; font-size: 21px; margin: 0 0 32px; }
nav ol { columns: 2 320px; margin: 0; padding: 0 0 0 24px; font: 15px/1.9 Labels, system-ui, sans-serif; color: var(--soft); }
nav .bad a { color: var(--red); }
a { color: var(--ink); text-underline-offset: 3px; }
section { border-top: 1px solid var(--line); margin-top: 56px; padding-top: 40px; scroll-margin-top: 16px; }
.number { display: inline-block; min-width: 32px; color: var(--soft); font-variant-numeric: tabular-nums; }
.words { max-width: 720px; margin: 0 0 24px; }
figure { margin: 24px 0 40px; }
img { display: block; width: 100%; height: auto; border: 1px solid var(--line); border-radius: 6px; }
figcaption { max-width: 720px; margin-top: 10px; font: 15px/1.5 Labels, system-ui, sans-serif; color: var(--soft); }
.problem { white-space: pre-wrap; overflow-wrap: anywhere; color: var(--red); font: 14px/1.5 ui-monospace, monospace; }
footer { border-top: 1px solid var(--line); margin-top: 56px; font: 14px/1.5 Labels, system-ui, sans-serif; color: var(--soft); }
`;
