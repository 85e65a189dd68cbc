import { Anchor, CloseButton, VisuallyHidden } from '@mantine/core';
import { dismissNotice } from '../state/notices.ts';
import { useStudio } from '../state/store.ts';
import { count, formatDuration } from '../words/numbers.ts';
import { verdictOf } from '../words/verdict.ts';
import css from './StatusLine.module.css';

export function StatusLine() {
  const session = useStudio((state) => state.session);
  const connected = useStudio((state) => state.line === 'open');
  const notice = useStudio((state) => state.notices.at(-1));
  const caret = useStudio((state) => state.caret);
  const writing = useStudio((state) => state.room === 'write');
  if (session === null) return null;
  const { lastBuild, unsaved, state } = session;
  return (
    <footer className={css.line}>
      <div className={css.now} role="status" aria-live="polite" data-tone={notice?.tone}>
        {notice ? (
          <>
            <span className={css.message} title={notice.message}>
              {notice.message}
            </span>
            {notice.action && (
              <Anchor component="button" size="xs" onClick={notice.action.run}>
                {notice.action.label}
              </Anchor>
            )}
            <CloseButton size="xs" aria-label="Dismiss" onClick={() => dismissNotice(notice.id)} />
          </>
        ) : (
          <span>{doing(verdictOf(state, connected).sentence, state.kind === 'building', unsaved.length)}</span>
        )}
      </div>
      {lastBuild !== null && (
        <span>
          {count(lastBuild.pages, 'page')} · last build {formatDuration(lastBuild.milliseconds)}
        </span>
      )}
      {writing && caret !== null && (
        <span>
          <span aria-hidden>
            {caret.line}:{caret.column}
          </span>
          <VisuallyHidden>{`Line ${caret.line}, column ${caret.column}`}</VisuallyHidden>
        </span>
      )}
    </footer>
  );
}

function doing(sentence: string, building: boolean, unsaved: number): string {
  if (building) return sentence;
  return unsaved > 0 ? 'What you typed last is not saved yet' : 'Everything is saved';
}
