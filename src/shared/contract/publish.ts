/** Publishing as the window sees it. Addresses and counts only: never a secret. */
import { z } from 'zod';

export const targetInputSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('folder'), name: z.string().min(1).max(200), path: z.string().min(1).max(4000) }),
  z.strictObject({
    kind: z.literal('git'),
    name: z.string().min(1).max(200),
    address: z.string().min(1).max(4000),
    branch: z.string().min(1).max(250),
    folder: z.string().max(1000).optional(),
    user: z.string().max(200).optional(),
  }),
]);
export type TargetInput = z.infer<typeof targetInputSchema>;

export interface TargetSummary {
  id: string;
  name: string;
  kind: 'folder' | 'git';
  /** The full address: what is confirmed. */
  address: string;
  /** Its address was confirmed on this machine. */
  confirmed: boolean;
  /** A password or token is kept for it on this machine. */
  hasSecret: boolean;
  lastRelease: ReleaseSummary | null;
  /** Why it cannot be used, in words. */
  problem: string | null;
}

export interface ReleaseSummary {
  id: string;
  /** ISO instant. */
  published: string;
  story: string;
  files: number;
  /** This one was put there by undoing a later one. */
  restored: boolean;
}

export interface StoryPage {
  title: string;
  url: string;
  change: 'new' | 'changed' | 'removed';
}

/** Asked before publishing; each must be answered by its id in `accept`. */
export interface PublishQuestion {
  id: string;
  message: string;
  /** What is listed under it. */
  items: string[];
  /** What agreeing says on the button ("Publish with 2 broken links"). */
  agree: string;
  /** Text that must be typed to agree. */
  type: string | null;
}

export interface PublishStory {
  plan: string;
  target: TargetSummary;
  /** "3 changed, 1 new". */
  summary: string;
  nothing: boolean;
  pages: StoryPage[];
  pageTotal: number;
  files: { added: number; changed: number; removed: number; unchanged: number };
  bytes: number;
  questions: PublishQuestion[];
  /** Publishing is impossible until these are mended. */
  blockers: { code: string; message: string; advice: string }[];
}

export type PublishStep = 'assets' | 'pages' | 'feeds' | 'removing' | 'receipt';
