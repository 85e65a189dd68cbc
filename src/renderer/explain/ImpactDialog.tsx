/** What would change with a file, before it is changed. */
import { Anchor, Modal } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ExplainedImpact } from '../../shared/contract/explain.ts';
import { showPage } from '../state/actions.ts';
import { ask, messageOf } from '../state/host.ts';
import { count } from '../words/numbers.ts';
import css from './Explain.module.css';

export function ImpactDialog({ file, onClose }: { file: string; onClose(): void }) {
  const [impact, setImpact] = useState<ExplainedImpact | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    let wanted = true;
    ask('explain.impact', { file }).then(
      (answer) => wanted && setImpact(answer),
      (error: unknown) => wanted && setProblem(messageOf(error)),
    );
    return () => {
      wanted = false;
    };
  }, [file]);
  return (
    <Modal opened onClose={onClose} title="What changes with it">
      <p className={css.reason}>If you change {file}, these are made again. Everything else stays as it is.</p>
      {problem !== null && <p className={css.reason}>{problem}</p>}
      {impact !== null && <Reached impact={impact} onClose={onClose} />}
    </Modal>
  );
}

function Reached({ impact: { groups, others }, onClose }: { impact: ExplainedImpact; onClose(): void }) {
  if (groups.length === 0 && others === 0) return <p className={css.reason}>No page shows anything of it.</p>;
  return (
    <div className={css.impact}>
      {groups.map(({ title, total, pages }) => (
        <section key={title}>
          <h3>
            {title}: {count(total, 'page', 'pages')}
          </h3>
          <ul>
            {pages.map((page) => (
              <li key={page.url}>
                <Anchor
                  component="button"
                  size="sm"
                  onClick={() => {
                    showPage(page.url);
                    onClose();
                  }}
                >
                  {page.title}
                </Anchor>
              </li>
            ))}
          </ul>
          {pages.length < total && <p className={css.reason}>and {count(total - pages.length, 'more', 'more')}</p>}
        </section>
      ))}
      {others > 0 && <p className={css.reason}>And {count(others, 'feed or other file', 'feeds and other files')}.</p>}
    </div>
  );
}
