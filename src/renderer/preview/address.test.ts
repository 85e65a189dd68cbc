import { describe, expect, it } from 'vitest';
import { originHere, readable } from './address.ts';

const key = '0123456789abcdef0123456789abcdef';

describe('the preview’s origin', () => {
  it('has the port of the window’s own address, which may have been forwarded', () => {
    const preview = `http://${key}.galley.localhost:4321`;
    expect(originHere(preview, 'http://galley.localhost:8080/#key=x')).toBe(`http://${key}.galley.localhost:8080`);
    expect(originHere(preview, 'http://galley.localhost:4321/')).toBe(preview);
  });

  it('stays as it is in the shell, and under another server', () => {
    const shell = `galley-preview://${key}.site`;
    expect(originHere(shell, 'galley-app://studio/')).toBe(shell);
    expect(originHere(shell, 'http://localhost:5173/')).toBe(shell);
    const preview = `http://${key}.galley.localhost:4321`;
    expect(originHere(preview, 'http://localhost:5173/')).toBe(preview);
  });
});

it('reads an address that is none as it is written', () => {
  expect(readable('/caf%C3%A9/')).toBe('/café/');
  expect(readable('/%ff/%')).toBe('/%ff/%');
});
