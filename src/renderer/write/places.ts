/** Places in an editor: going to a line, marking what is wrong, hiding the details that the form shows. */
import { foldEffect } from '@codemirror/language';
import { type Diagnostic, setDiagnostics } from '@codemirror/lint';
import type { Text } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import type { ProofRow } from '../../shared/contract/proofs.ts';

/** @param line 1-based @param column 1-based, UTF-16 code units */
export function goToLine(view: EditorView, line: number, column: number | null): void {
  const { doc } = view.state;
  const found = doc.line(Math.min(Math.max(line, 1), doc.lines));
  const position = Math.min(found.from + (column ?? 1) - 1, found.to);
  view.dispatch({
    selection: { anchor: position },
    effects: EditorView.scrollIntoView(position, { y: 'center' }),
  });
  view.focus();
}

/** The block of settings at the top of a document; end of its last line. */
function detailsEnd(text: string): number | null {
  const match = /^(---|\+\+\+)[ \t]*\r?\n[\s\S]*?\n\1[ \t]*(?=\r?\n|$)/.exec(text);
  return match === null ? null : match[0].length;
}

/** Folds the details away: the form above the text shows them. */
export function foldDetails(view: EditorView): void {
  const end = detailsEnd(view.state.doc.toString());
  if (end === null) return;
  view.dispatch({
    effects: foldEffect.of({ from: 0, to: end }),
    selection: { anchor: Math.min(end + 1, view.state.doc.length) },
  });
}

const severities = { error: 'error', warning: 'warning', hint: 'info' } as const;

/** Where a proof stands in the text as it is now; the text may have become another since the build. */
function spanOf(doc: Text, { line, range }: ProofRow): { from: number; to: number } {
  const first = doc.line(line as number);
  if (range === null || range.end.line > doc.lines) return { from: first.from, to: first.to };
  const last = doc.line(range.end.line);
  const from = Math.min(first.from + range.start.column - 1, first.to);
  return { from, to: Math.max(from, Math.min(last.from + range.end.column - 1, last.to)) };
}

/** Draws proofs into the text: a wavy line under the line, a mark in the margin. */
export function markProofs(view: EditorView, proofs: readonly ProofRow[]): void {
  const { doc } = view.state;
  const marks: Diagnostic[] = proofs
    .filter(({ line }) => line !== null && line <= doc.lines)
    .map((proof) => ({
      ...spanOf(doc, proof),
      severity: severities[proof.severity],
      message: proof.message,
      source: proof.code,
    }));
  view.dispatch(setDiagnostics(view.state, marks));
}
