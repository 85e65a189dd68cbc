import { homedir } from 'node:os';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { secretId, targetKey } from '../state/state-paths.ts';
import { gitAddressProblem, mayCarryToken } from './git-address.ts';
import { describeTarget, readTargets, type Target } from './schema.ts';

const git = (address: string, more: object = {}): object => ({
  id: 'a',
  kind: 'git',
  address,
  branch: 'pages',
  ...more,
});
const read = (...entries: unknown[]): ReturnType<typeof readTargets> => readTargets(entries, '/home/ana/site');
const problem = (entry: unknown): string | undefined => read(entry).problems[0]?.message;

describe('targets of site.yaml', () => {
  it('are read with paths made absolute', () => {
    const { targets, problems } = read(
      { id: 'practice', kind: 'folder', path: '../practice' },
      { id: 'home', kind: 'folder', path: '~/www' },
      { id: 'near', kind: 'git', address: '../site.git', branch: 'main' },
      {
        id: 'far',
        kind: 'git',
        address: 'git@example.com:ana/site.git',
        branch: 'gh-pages',
        folder: '/docs/',
        user: 'ana',
      },
    );
    expect(problems).toEqual([]);
    expect(targets.map(describeTarget)).toEqual([
      '/home/ana/practice',
      `${homedir()}/www`,
      '/home/ana/site.git, branch main',
      'git@example.com:ana/site.git, branch gh-pages, folder docs, as ana',
    ]);
  });

  it('are refused with a reason that can be acted on', () => {
    expect(problem({ id: 'a', kind: 'ftp', host: 'x' })).toBe(
      'Place 1 to publish to: Galley does not know the kind "ftp"; there are "folder" and "git".',
    );
    expect(problem('x')).toContain('does not say its kind');
    expect(problem({ id: 'a', kind: 'folder' })).toContain('"path" is missing');
    expect(problem({ id: 'a', kind: 'folder', path: 'x', hots: 1 })).toContain('does not know "hots" here');
    expect(problem(git('https://example.com/a.git', { branch: '-x' }))).toContain('"branch" is not a name');
    expect(problem(git('https://example.com/a.git', { folder: '../x' }))).toContain('"folder" must be');
    expect(problem({ id: 'a/../b', kind: 'folder', path: 'x' })).toContain('"id" must be made of letters');
    const twice = { id: 'a', kind: 'folder', path: 'x' };
    expect(read(twice, twice).problems[0]).toEqual({
      index: 1,
      message: expect.stringContaining('the id "a" already'),
    });
  });

  it.each([
    'ext::sh -c touch% /tmp/x',
    'EXT::sh',
    'fd::3',
    'transport.x::y',
    '::x',
    '--upload-pack=touch',
    '-oProxyCommand=x:y',
    'ssh://-oProxyCommand=touch/x',
    'https://ana:secret@example.com/a.git',
    'https://ghp_token@example.com/a.git',
    'example.com',
    'https://example.com/\u0000',
    'ftp://example.com/a.git',
  ])('no address that runs a program, holds a secret, or is none: %s', (address) => {
    expect(read(git(address)).targets).toEqual([]);
  });

  it.each([
    'https://example.com/ana/site.git',
    'ssh://git@example.com:2222/ana/site.git',
    'git@example.com:ana/site.git',
    'example.com:site.git',
    'file:///srv/site.git',
    '/srv/site.git',
    './site.git',
    'C:\\sites\\site.git',
  ])('an address that is a place: %s', (address) => {
    expect(gitAddressProblem(address)).toBeNull();
  });

  it('whatever is refused for one transport helper is refused for any', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9+.-]{0,8}$/), fc.string(), (helper, rest) => {
        expect(gitAddressProblem(`${helper}::${rest}`)).not.toBeNull();
      }),
    );
  });
});

describe('what is kept for a target', () => {
  const target: Target = { id: 'a', kind: 'git', address: 'https://example.com/a.git', branch: 'pages' };

  it('hangs on its address, and not on its id', () => {
    expect(targetKey({ ...target, id: 'b' })).toBe(targetKey(target));
    expect(secretId({ ...target, id: 'b' })).toBe(secretId(target));
    for (const other of [{ address: 'https://evil.example/a.git' }, { branch: 'main' }, { folder: 'docs' }]) {
      expect(targetKey({ ...target, ...other })).not.toBe(targetKey(target));
      expect(secretId({ ...target, ...other })).not.toBe(secretId(target));
    }
  });

  it('a token goes only where it is not read on the way', () => {
    expect(['https://example.com/a', 'http://127.0.0.1:80/a', 'http://localhost/a'].every(mayCarryToken)).toBe(true);
    expect(
      ['http://example.com/a', 'ssh://example.com/a', '/srv/a', 'http://127.evil.example/a'].some(mayCarryToken),
    ).toBe(false);
  });
});
