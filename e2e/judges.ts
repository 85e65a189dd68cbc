/** What every built page is held to: valid HTML, and no complaint of axe at the enhanced contrast. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { type ConfigData, HtmlValidate } from 'html-validate';
import { htmlFiles } from './built-site.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** "posts/a/index.html:12:3 rule: message" for every mistake in a folder of pages. */
export async function htmlProblems(folder: string): Promise<string[]> {
  const config: ConfigData = { root: true, extends: ['html-validate:recommended'] };
  const validator = new HtmlValidate(config);
  const problems: string[] = [];
  for (const file of htmlFiles(folder)) {
    const report = await validator.validateString(readFileSync(join(folder, file), 'utf8'), file);
    for (const { messages } of report.results) {
      for (const { line, column, ruleId, message } of messages) {
        problems.push(`${file}:${line}:${column} ${ruleId}: ${message}`);
      }
    }
  }
  return problems;
}

interface AxeResults {
  violations: { id: string; help: string; nodes: { html: string; failureSummary: string }[] }[];
}

/** @param contrast 7:1 is asked of pages that are read, 4.5:1 of an interface */
export async function accessibilityProblems(
  page: Page,
  contrast: 'enhanced' | 'plain' = 'enhanced',
): Promise<string[]> {
  // Not by a script element: a page's own policy may forbid that.
  await page.evaluate(axeSource);
  const results = await page.evaluate(async (enhanced) => {
    const { axe } = window as unknown as { axe: { run(context: unknown, options: object): Promise<AxeResults> } };
    const rules = { 'color-contrast-enhanced': { enabled: enhanced } };
    // What is in a frame is a page of the site: it is judged by itself.
    return await axe.run({ exclude: ['iframe'] }, { rules, iframes: false });
  }, contrast === 'enhanced');
  return results.violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}: ${node.html} ${node.failureSummary}`),
  );
}
