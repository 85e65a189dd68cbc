/** The shape of a site's settings after defaults: what `site.yaml` and `theme.yaml` come to. */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export interface MarkdownOptions {
  html: boolean;
  highlight: boolean;
  typographer: boolean;
}

export interface MenuEntryConfig {
  /** A document ("/about.md"), relative to content/. */
  page?: string;
  url?: string;
  title?: string;
  weight?: number;
  children?: MenuEntryConfig[];
}

export interface TaxonomyConfig {
  /** Terms keep the order of their first use; their pages are in ascending date order (a series is read from its start). */
  ordered: boolean;
}

export interface SiteConfig {
  title: string;
  /** Absolute, ends with "/". Its path is the base path. */
  url: string;
  language: string;
  /** IANA name. */
  timezone: string;
  description: string | null;
  /** null: the plain theme alone. */
  theme: string | null;
  params: JsonObject;
  folders: { content: string; templates: string; data: string; assets: string; static: string };
  menus: Record<string, MenuEntryConfig[]>;
  taxonomies: Record<string, TaxonomyConfig>;
  /** By top section ("posts") or deeper ("docs/api"). */
  permalinks: Record<string, string>;
  pagination: { size: number };
  cascade: { section: string; values: JsonObject }[];
  markdown: MarkdownOptions;
  images: { widths: number[]; formats: ('webp' | 'avif')[]; quality: number };
  feeds: { limit: number };
  checks: { external: boolean; mute: { code: string; page?: string; cause?: string; reason?: string }[] };
  schemas: Record<string, string>;
  publish: { targets: JsonObject[] };
}

export interface ThemeParam {
  type: 'text' | 'number' | 'switch' | 'color' | 'choice' | 'list' | 'map';
  default: Json;
  label: string;
  choices?: string[];
}

export interface ThemeConfig {
  name: string;
  label: string;
  params: Record<string, ThemeParam>;
}
