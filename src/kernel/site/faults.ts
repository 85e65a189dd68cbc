import type { Finding } from '../../shared/proof.ts';
import { TemplateFault } from '../templates/types.ts';

/** The finding for whatever a template threw. What is no fault of the template is a mistake of ours, and says so. */
export function faultFinding(error: unknown, template: string): Finding {
  if (error instanceof TemplateFault) return error.finding;
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { code: 'page-unmade', data: { template }, detail, cause: detail.split('\n')[0] ?? '' };
}
