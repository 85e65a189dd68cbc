/** What an audit makes of one page or text. A pure function of what was made now and of what is known of its file. */
import type { AuditedNode, KnownOutput } from '../../../kernel/tasks.ts';

export interface Evidence extends Pick<AuditedNode, 'made' | 'found'> {
  /** What the outputs list says; undefined: that there is no such file of ours. */
  listed: KnownOutput | undefined;
  /** The file's stat signature now; "" when there is none. */
  signature: string;
  /** Hash of what the memory says was written; null: that nothing was; undefined: it knows nothing of it. */
  remembered: string | null | undefined;
}

/**
 * `touched`: somebody else changed the file or took it away, so that the next build makes it again. `unknown`: builds do not claim to
 * have made it. `wrong`: it is as a build left it, and that is not what a clean one makes.
 */
export type Judgement = 'same' | 'touched' | 'unknown' | 'wrong';

export function judge({ made, found, listed, signature, remembered }: Evidence): Judgement {
  // Its worker was lost, its name is too long for the disk, something else lies in its place: the build has said so.
  if (remembered === undefined) return 'unknown';
  if (listed === undefined) return remembered === null || made === null ? 'unknown' : 'wrong';
  if (listed.hash === null || listed.signature !== signature || listed.hash !== found) return 'touched';
  return made === found ? 'same' : 'wrong';
}
