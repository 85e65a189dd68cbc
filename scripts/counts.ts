/** How many checks passed, from the reports that the test runners write. */
import { existsSync, readFileSync } from 'node:fs';

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** @param file what vitest's json reporter wrote; a runner that wrote nothing counts as one failure */
export function vitestCounts(file: string): Counts {
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
  const report = JSON.parse(readFileSync(file, 'utf8')) as {
    numPassedTests: number;
    numFailedTests: number;
    numFailedTestSuites: number;
    numPendingTests: number;
    numTodoTests: number;
  };
  // A file that could not be loaded has no test that failed.
  const failed = report.numFailedTests > 0 ? report.numFailedTests : Math.min(1, report.numFailedTestSuites);
  return { passed: report.numPassedTests, failed, skipped: report.numPendingTests + report.numTodoTests };
}

interface PlaywrightSuite {
  suites?: PlaywrightSuite[];
  specs?: { tests: { status: string; annotations: { type: string; description?: string }[] }[] }[];
}

/** Why tests were skipped, each reason once, with how many it concerns. @param file what Playwright's json reporter wrote */
export function playwrightSkips(file: string): Map<string, number> {
  const reasons = new Map<string, number>();
  if (!existsSync(file)) return reasons;
  const look = (suite: PlaywrightSuite): void => {
    for (const { tests } of suite.specs ?? []) {
      for (const { status, annotations } of tests) {
        const reason = annotations.find(({ type, description }) => type === 'skip' && description)?.description;
        if (status === 'skipped' && reason) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
      }
    }
    for (const inner of suite.suites ?? []) look(inner);
  };
  look(JSON.parse(readFileSync(file, 'utf8')) as PlaywrightSuite);
  return reasons;
}

/** @param file what Playwright's json reporter wrote */
export function playwrightCounts(file: string): Counts {
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
  const { stats, errors } = JSON.parse(readFileSync(file, 'utf8')) as {
    stats: { expected: number; unexpected: number; flaky: number; skipped: number };
    errors: unknown[];
  };
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected + errors.length, skipped: stats.skipped };
}
