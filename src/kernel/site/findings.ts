/** Reporting from inside a render: what templates' filters and views find goes to the running recorder, with its place. */
import type { Finding, FindingData } from '../../shared/proof.ts';
import type { ProofCode } from '../../shared/proofs/registry.ts';
import { pay } from '../templates/fuel.ts';
import { placeInfo, placeOf } from '../templates/places.ts';
import { currentRecorder } from '../trace/recorder.ts';

/** Fuel for one report: a loop that reports the same thing again and again ends soon. */
const REPORT_COST = 300;

/** A finding at the place in the templates that is being evaluated; outside of templates without one. */
export function report(code: ProofCode, data: FindingData, detail: string, cause?: string): void {
  const recorder = currentRecorder();
  pay(recorder, REPORT_COST);
  const info = placeInfo(recorder.place);
  const finding: Finding = { code, data, detail };
  if (cause !== undefined) finding.cause = cause;
  if (info !== null) Object.assign(finding, placeOf(info));
  recorder.findings.push(finding);
  // What the call gives when this is wrong, null, has been spoken of.
  recorder.missed = recorder.place;
}
