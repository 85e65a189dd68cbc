/** One proof in full: what it says, where, what led there, and what mends it. */
import { Anchor, Button, Collapse } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ProofDetail } from '../../shared/contract/proofs.ts';
import { hideOnPage, openDocument, showOnPage } from '../state/actions.ts';
import { useStudio } from '../state/store.ts';
import { formatNumber } from '../words/numbers.ts';
import { Fixes } from './Fixes.tsx';
import { Frame } from './Frame.tsx';
import { MuteButton } from './MuteButton.tsx';
import { Places } from './Places.tsx';
import css from './ProofsRoom.module.css';
import { useProof } from './use-proofs.ts';

export function ProofView({ id }: { id: string }) {
  const proof = useProof(id);
  // What was outlined on the page belonged to this proof: it goes when another one is looked at, or when this one is mended.
  useEffect(() => {
    void id;
    return hideOnPage;
  }, [id]);
  if (proof === null) return <div className={css.detail} />;
  return (
    <article className={css.detail} aria-labelledby="proof-title" key={id}>
      <p className={css.kind} data-severity={proof.severity}>
        {proof.title}
      </p>
      <h2 id="proof-title" className={css.sentence}>
        {proof.message}
      </h2>
      {proof.muted !== null && <p className={css.aside}>Muted: {proof.muted.reason}</p>}
      <p className={css.advice}>{proof.advice}</p>
      <Fixes proof={proof} />
      <Where proof={proof} />
      <Places proof={proof} />
      <Technical proof={proof} />
      <MuteButton proof={proof} />
    </article>
  );
}

function Where({ proof }: { proof: ProofDetail }) {
  const { file, line, frame, places, pages } = proof;
  if (file === null) return null;
  const url = places.find((place) => place.page !== null)?.page?.url ?? pages[0]?.url ?? null;
  const column = places.find((place) => place.file === file && place.line === line)?.column ?? null;
  return (
    <section className={css.section}>
      {frame !== null ? (
        <Frame frame={frame} severity={proof.severity} />
      ) : (
        <p className={css.aside}>{line === null ? file : `${file}, line ${formatNumber(line)}`}</p>
      )}
      <div className={css.buttons}>
        {proof.openable && (
          <Button onClick={() => openDocument(file, line)}>{line === null ? 'Open it' : `Open at line ${line}`}</Button>
        )}
        {url !== null && <Button onClick={() => showOnPage(url, file, line, column)}>Show me on the page</Button>}
      </div>
    </section>
  );
}

/** For the theme author: exact, one click away; open at once where technical details are on. */
function Technical({ proof }: { proof: ProofDetail }) {
  const always = useStudio((state) => state.ui.technicalDetails);
  const [asked, setAsked] = useState(false);
  const open = always || asked;
  const { detail, expression, chain, technical } = proof;
  return (
    <section className={css.section}>
      <Anchor component="button" size="sm" aria-expanded={open} onClick={() => setAsked(!asked)}>
        Technical details
      </Anchor>
      <Collapse expanded={open} transitionDuration={100}>
        <dl className={css.technical}>
          <dt>code</dt>
          <dd>{technical.code}</dd>
          {detail !== null && (
            <>
              <dt>what</dt>
              <dd>{detail}</dd>
            </>
          )}
          {expression !== null && (
            <>
              <dt>expression</dt>
              <dd>
                <code>{expression}</code>
              </dd>
            </>
          )}
          {chain.length > 0 && (
            <>
              <dt>reached by</dt>
              <dd>
                <ol className={css.chain}>
                  {chain.map(({ file, range }) => (
                    <li key={`${file}:${range?.start.line}:${range?.start.column}`}>
                      {file}
                      {range && `:${range.start.line}`}
                    </li>
                  ))}
                </ol>
              </dd>
            </>
          )}
        </dl>
      </Collapse>
    </section>
  );
}
