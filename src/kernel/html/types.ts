/** What one pass over a page's final HTML found. Plain data, small: it crosses threads for every page. */

export type ReferenceKind =
  | 'link' // <a href>, <area href>: to be navigated to
  | 'image' // img, picture source, input type=image, svg image, video poster
  | 'media' // video, audio, source, track
  | 'style' // link rel=stylesheet
  | 'script' // script src, modulepreload
  | 'font'
  | 'frame' // iframe, object, embed
  | 'icon'
  | 'manifest'
  | 'meta' // og:image, twitter:image …
  | 'svg' // <use href>
  | 'css' // url() in style attributes and <style>
  | 'other'; // preload, prefetch, canonical, alternate, next, prev …

/** A reference as it is written, entities decoded, white space trimmed. Fragment included. */
export interface Reference {
  kind: ReferenceKind;
  url: string;
}

export interface ImageFact {
  src: string;
  /** null: no alt attribute. */
  alt: string | null;
  sized: boolean;
}

export interface PageFacts {
  /** Unique by kind and url, in order of first appearance. */
  references: Reference[];
  /** Values of id and of <a name>, in order, with repeats left out. */
  ids: string[];
  /** Ids that appear more than once. */
  repeatedIds: string[];
  /** Levels of the headings, in order, with their plain text. */
  headings: { level: number; text: string }[];
  images: ImageFact[];
  language: string | null;
  title: string | null;
  description: string | null;
  /** Value of <base href>; references are resolved against it. */
  base: string | null;
  /** Template marks ({{ … }}, {% … %}) in text that readers see, outside code, pre, script, style. */
  marks: string[];
  /** The page asks search engines not to list it. */
  noindex: boolean;
}
