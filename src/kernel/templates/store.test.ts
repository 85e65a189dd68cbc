import { describe, expect, it } from 'vitest';
import type { TemplateRecord } from '../../shared/snapshot.ts';
import { Recorder, withRecorder } from '../trace/recorder.ts';
import { createTemplateSet } from './environment.ts';
import { parsedTemplate } from './store.ts';
import type { TemplateLibrary } from './types.ts';

const library: TemplateLibrary = {
  ...{ filters: {}, functions: {}, tests: {} },
  ...{ lenientFilters: new Set<string>(), queryFilters: new Set<string>(), consume: () => undefined },
};

function record(source: string): TemplateRecord {
  return { name: 'stored.njk', file: 'templates/stored.njk', hash: source, source, absent: [] };
}

describe('the kept contents of a template', () => {
  it('still know their places when other contents were looked at meanwhile', () => {
    const set = createTemplateSet([record('{{ gone }}')], library);
    const render = () => {
      const recorder = new Recorder('page');
      withRecorder(recorder, () => set.render('stored.njk', {}));
      return recorder.findings.map(({ code, file }) => [code, file]);
    };
    const before = render();
    expect(before).toEqual([['undefined-value', 'templates/stored.njk']]);
    for (let i = 0; i < 20; i++) parsedTemplate(record(`{{ other${i} }}`));
    expect(render()).toEqual(before);
  });
});
