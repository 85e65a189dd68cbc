/** Targets as `publish.targets` of site.yaml lists them. They come from strangers: every form that is not understood is refused. */
import { homedir } from 'node:os';
import { isAbsolute, join, normalize, resolve } from 'node:path';
import { z } from 'zod';
import { gitAddressProblem, isLocalAddress } from './git-address.ts';

const id = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/, 'must be made of letters, digits, "-" and "_"');
const name = z.string().min(1).max(200).optional();

const targetSchema = z.discriminatedUnion('kind', [
  z.strictObject({ id, name, kind: z.literal('folder'), path: plainText(4000) }),
  z.strictObject({
    id,
    name,
    kind: z.literal('git'),
    address: plainText(4000).superRefine((address, context) => {
      const problem = gitAddressProblem(address);
      if (problem !== null) context.addIssue({ code: 'custom', message: problem });
    }),
    branch: plainText(250).refine(isBranchName, 'is not a name that a branch can have'),
    folder: plainText(1000).refine(isInnerFolder, 'must be a folder in the branch, such as "docs"').optional(),
    user: plainText(200)
      .refine((user) => !user.includes(':'), 'may not contain ":"')
      .optional(),
  }),
]);
export type Target = z.infer<typeof targetSchema>;
export type GitTarget = Extract<Target, { kind: 'git' }>;

export interface TargetsRead {
  targets: Target[];
  /** For each entry that is no target, in words. */
  problems: { index: number; message: string }[];
}

/**
 * Reads `publish.targets`. Relative paths, and `~/`, become absolute.
 * @param root absolute folder of the site
 */
export function readTargets(entries: readonly unknown[], root: string): TargetsRead {
  const read: TargetsRead = { targets: [], problems: [] };
  for (const [index, entry] of entries.entries()) {
    const parsed = targetSchema.safeParse(entry);
    const problem = parsed.success ? takenProblem(read.targets, parsed.data) : problemOf(entry, parsed.error);
    if (problem !== null) read.problems.push({ index, message: `Place ${index + 1} to publish to: ${problem}` });
    else if (parsed.success) read.targets.push(resolved(parsed.data, root));
  }
  return read;
}

/** The full address, as it is shown to be confirmed. */
export function describeTarget(target: Target): string {
  if (target.kind === 'folder') return target.path;
  const folder = target.folder === undefined ? '' : `, folder ${trimSlashes(target.folder)}`;
  const user = target.user === undefined ? '' : `, as ${target.user}`;
  return `${target.address}, branch ${target.branch}${folder}${user}`;
}

/** `folder` without slashes at its ends. */
export function trimSlashes(folder: string): string {
  return folder.replace(/^\/+|\/+$/g, '');
}

function plainText(most: number): z.ZodString {
  return z
    .string()
    .min(1, 'is missing')
    .max(most, 'is too long')
    .regex(/^[^\p{Cc}]*$/u, 'has characters that cannot be seen');
}

/** After git-check-ref-format. */
function isBranchName(branch: string): boolean {
  if (/[\s~^:?*[\\]|\.\.|@\{|\/\/|^[-/]|[/.]$/.test(branch) || branch === '@' || branch === 'HEAD') return false;
  return branch.split('/').every((part) => !part.startsWith('.') && !part.endsWith('.lock'));
}

function isInnerFolder(folder: string): boolean {
  const parts = trimSlashes(folder).split('/');
  return parts.every((part) => part !== '' && part !== '.' && part !== '..' && part.toLowerCase() !== '.git');
}

function resolved(target: Target, root: string): Target {
  if (target.kind === 'folder') return { ...target, path: absolute(target.path, root) };
  return isLocalAddress(target.address) ? { ...target, address: absolute(target.address, root) } : target;
}

function absolute(path: string, root: string): string {
  if (path === '~' || path.startsWith('~/')) return normalize(join(homedir(), path.slice(1)));
  return isAbsolute(path) ? resolve(path) : resolve(root, path);
}

function takenProblem(targets: readonly Target[], target: Target): string | null {
  return targets.some((one) => one.id === target.id) ? `another one has the id "${target.id}" already.` : null;
}

function problemOf(entry: unknown, error: z.ZodError): string {
  const kind = (entry as { kind?: unknown } | null)?.kind;
  if (kind !== 'folder' && kind !== 'git') {
    return kind === undefined
      ? 'it does not say its kind, "folder" or "git".'
      : `Galley does not know the kind ${JSON.stringify(kind)}; there are "folder" and "git".`;
  }
  const issue = error.issues[0];
  if (issue?.code === 'unrecognized_keys') return `Galley does not know "${issue.keys[0]}" here.`;
  const key = issue?.path.join('.') ?? '';
  const message = issue?.code === 'invalid_type' ? 'is missing or no text' : issue?.message;
  return `"${key}" ${message}.`;
}
