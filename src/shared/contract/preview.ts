/**
 * What the script in a previewed page and the window say to each other. The page's own scripts could send the same: what comes
 * from a preview is a hint, and none of it may build, save, mend or publish.
 */
import { z } from 'zod';
import { valuePathSchema } from './explain.ts';
import type { TextVersion } from './text-version.ts';

/** A place, or what a template printed at one: the values that it is made of, each as the way to it ("menus", "main", "0", "title"). */
const linkSchema = z.strictObject({
  /** "": only the values are known. */
  file: z.string().max(4000),
  line: z.number().int(),
  column: z.number().int().nullable(),
  values: z.array(valuePathSchema).max(3),
});
export type PreviewLink = z.infer<typeof linkSchema>;

export const previewHintSchema = z.discriminatedUnion('type', [
  z.strictObject({
    galley: z.literal('preview'),
    type: z.literal('ready'),
    /** Path of the page on the preview's origin: never the beginning of another address. */
    url: z
      .string()
      .max(8000)
      .regex(/^\/(?!\/)/),
    title: z.string().max(2000),
    /** When the page was asked for, milliseconds since 1970: one that was asked for before another tells nothing new. */
    born: z.number(),
    /** The host's number of the newest change that it shows; 0: unknown. */
    changes: z.number().int().nonnegative(),
  }),
  z.strictObject({ galley: z.literal('preview'), type: z.literal('scroll'), y: z.number() }),
  z.strictObject({
    galley: z.literal('preview'),
    type: z.literal('pick'),
    /** Where what was clicked comes from, from the inside out. */
    chain: z.array(linkSchema).max(20),
  }),
  /** A link that leads out of the site, or to a file that is not a page. */
  z.strictObject({ galley: z.literal('preview'), type: z.literal('leave'), url: z.string().max(8000) }),
  z.strictObject({ galley: z.literal('preview'), type: z.literal('key'), key: z.enum(['Escape', 'F6']) }),
  z.strictObject({ galley: z.literal('preview'), type: z.literal('shown'), found: z.boolean() }),
  /** Whether the page has become what it is now; not: it has to be loaded again. */
  z.strictObject({
    galley: z.literal('preview'),
    type: z.literal('swapped'),
    number: z.number().int(),
    done: z.boolean(),
    /** The host's number of the newest change that it shows. */
    changes: z.number().int().nonnegative(),
  }),
]);
export type PreviewHint = z.infer<typeof previewHintSchema>;

/** To the page. */
export type PreviewOrder =
  /** Outline what comes from this place; null takes the outline away. */
  | { galley: 'studio'; type: 'show'; place: { file: string; line: number; column: number | null } | null }
  /** The caret stands in this line of a text; null: in none that could be on the page. @param move false: typing brought it there, and moves nothing */
  | { galley: 'studio'; type: 'caret'; place: { file: string; line: number } | null; move: boolean }
  /** Become what the page is now, in place. @param after an edit that it shows then, where the host comes to hear of it soon */
  | { galley: 'studio'; type: 'swap'; number: number; after: TextVersion | null };

/** Why a page cannot be shown as it should be, and what is shown instead. */
export interface BrokenPage {
  /** Its design fails, and only its text could be shown; the values at its top cannot be read; its text cannot be read. */
  what: 'design' | 'values' | 'text';
  message: string;
  file: string | null;
  line: number | null;
  column: number | null;
  /** When it looked as it is shown, ISO; null: nobody knows how it looked. */
  good: string | null;
}
