/** Some lines of a file, with a red mark under what is meant. */

import { useEffect, useRef } from 'react';
import type { CodeFrame } from '../../shared/contract/proofs.ts';
import type { Severity } from '../../shared/proof.ts';
import css from './ProofsRoom.module.css';

export function Frame({ frame, severity }: { frame: CodeFrame; severity: Severity }) {
  const { file, first, lines, mark } = frame;
  const code = useRef<HTMLPreElement>(null);
  useEffect(() => {
    void frame;
    if (code.current !== null) showMark(code.current);
  }, [frame]);
  return (
    <figure className={css.frame}>
      <figcaption>{file}</figcaption>
      <pre ref={code} tabIndex={0}>
        {lines.map((line, i) => (
          <Line
            key={first + i}
            number={first + i}
            text={line}
            mark={mark?.line === i ? mark : null}
            severity={severity}
          />
        ))}
      </pre>
    </figure>
  );
}

/** CSS pixels of the line that stay in sight before what is marked. */
const BEFORE = 160;
/** CSS pixels after it. */
const EDGE = 12;

/** A place far to the right in its line is scrolled to. */
function showMark(code: HTMLPreElement): void {
  const mark = code.querySelector('mark');
  if (mark === null) return;
  const from = mark.offsetLeft - code.offsetLeft;
  const beyond = from + Math.min(mark.offsetWidth, BEFORE) + EDGE - code.clientWidth;
  code.scrollLeft = beyond > 0 ? from - BEFORE : 0;
}

function Line({
  number,
  text,
  mark,
  severity,
}: {
  number: number;
  text: string;
  mark: { from: number; to: number } | null;
  severity: Severity;
}) {
  return (
    <span className={css.line} data-marked={mark !== null}>
      <span className={css.number}>{number}</span>
      {mark === null ? (
        text
      ) : (
        <>
          {text.slice(0, mark.from - 1)}
          <mark data-severity={severity}>{text.slice(mark.from - 1, mark.to - 1) || ' '}</mark>
          {text.slice(mark.to - 1)}
        </>
      )}
      {'\n'}
    </span>
  );
}
