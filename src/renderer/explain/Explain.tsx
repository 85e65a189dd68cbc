/** What made the page that is looked at: design, parts, lists, facts, pictures; each a link to where it comes from. */
import { Anchor } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ExplainedPage, Origin } from '../../shared/contract/explain.ts';
import { openDocument, showPage } from '../state/actions.ts';
import { ask, messageOf } from '../state/host.ts';
import { useStudio } from '../state/store.ts';
import { count, formatDuration } from '../words/numbers.ts';
import css from './Explain.module.css';

export function Explain() {
  const url = useStudio((state) => state.preview.url);
  const built = useStudio((state) => state.session?.lastBuild?.started);
  const [page, setPage] = useState<ExplainedPage | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    if (url === null) return;
    let wanted = true;
    // Another build explains it anew.
    void built;
    ask('explain.page', { page: url }).then(
      (answer) => {
        if (!wanted) return;
        setPage(answer);
        setProblem(null);
      },
      (error: unknown) => {
        if (!wanted) return;
        setPage(null);
        setProblem(messageOf(error));
      },
    );
    return () => {
      wanted = false;
    };
  }, [url, built]);
  if (problem !== null) return <p className={css.none}>{problem}</p>;
  if (page === null) return null;
  return (
    <div className={css.explain}>
      <h2>{page.title}</h2>
      <p className={css.reason}>
        {page.reason} It took {formatDuration(page.milliseconds)}.
      </p>
      {page.groups.map(({ name, title, origins }) => (
        <Group key={name} title={title} origins={origins} />
      ))}
    </div>
  );
}

/** As many as are taken in at a glance. */
const SHOWN = 6;

function Group({ title, origins }: Omit<ExplainedPage['groups'][number], 'name'>) {
  const [all, setAll] = useState(false);
  const shown = all ? origins : origins.slice(0, SHOWN);
  return (
    <section>
      <h3>{title}</h3>
      <ul>
        {shown.map((origin) => (
          <OriginLine key={`${origin.technical}${origin.label}`} origin={origin} />
        ))}
      </ul>
      {shown.length < origins.length && (
        <Anchor component="button" size="sm" onClick={() => setAll(true)}>
          and {count(origins.length - shown.length, 'more', 'more')}
        </Anchor>
      )}
    </section>
  );
}

function OriginLine({ origin }: { origin: Origin }) {
  const technical = useStudio((state) => state.ui.technicalDetails);
  const { label, value, file, line, url } = origin;
  const go = file !== null ? () => openDocument(file, line) : url !== null ? () => showPage(url) : null;
  return (
    <li>
      {go === null ? (
        <span>{label}</span>
      ) : (
        <Anchor component="button" size="sm" onClick={go}>
          {label}
        </Anchor>
      )}
      {value !== null && <span className={css.value}>{value}</span>}
      {technical && <code className={css.technical}>{origin.technical}</code>}
    </li>
  );
}
