/** Where else: every place of one cause, a hundred at first. */
import { Anchor, Button } from '@mantine/core';
import { useState } from 'react';
import type { ProofDetail, ProofPlace } from '../../shared/contract/proofs.ts';
import { openDocument, showOnPage, showPage, showSide } from '../state/actions.ts';
import { attempt } from '../state/host.ts';
import { count, formatNumber } from '../words/numbers.ts';
import css from './ProofsRoom.module.css';

const MORE = 500;

export function Places({ proof }: { proof: ProofDetail }) {
  const [further, setFurther] = useState<readonly ProofPlace[]>([]);
  const places = [...proof.places, ...further];
  if (proof.placeCount <= 1 && proof.pageCount <= 1) return null;
  if (proof.placeCount <= 1) return <Pages proof={proof} />;
  const more = async (): Promise<void> => {
    const answer = await attempt('proofs.places', { id: proof.id, offset: places.length, limit: MORE });
    if (answer !== null) setFurther([...further, ...answer.places]);
  };
  return (
    <section className={css.section} aria-label="Where">
      <h3>{count(proof.placeCount, 'place')}</h3>
      <ul className={css.places}>
        {places.map((place, i) => (
          <li key={i}>
            <Anchor component="button" size="sm" onClick={() => openDocument(place.file, place.line, place.column)}>
              {place.file.replace(/^content\//, '')}
              {place.line !== null && `, line ${formatNumber(place.line)}`}
            </Anchor>
            {place.page !== null && (
              <Anchor
                component="button"
                size="sm"
                c="dimmed"
                onClick={() => place.page && showOnPage(place.page.url, place.file, place.line, place.column)}
              >
                show on “{place.page.title}”
              </Anchor>
            )}
          </li>
        ))}
      </ul>
      {places.length < proof.placeCount && (
        <Button variant="subtle" onClick={() => void more()}>
          {`Show ${count(Math.min(MORE, proof.placeCount - places.length), 'more place', 'more places')}`}
        </Button>
      )}
    </section>
  );
}

/** One place in the design that is seen on many pages. */
function Pages({ proof }: { proof: ProofDetail }) {
  return (
    <section className={css.section} aria-label="On these pages">
      <h3>On {count(proof.pageCount, 'page')}</h3>
      <ul className={css.places}>
        {proof.pages.map(({ url, title }) => (
          <li key={url}>
            <Anchor
              component="button"
              size="sm"
              onClick={() => {
                if (proof.file === null) {
                  showPage(url);
                  showSide('preview');
                } else showOnPage(url, proof.file, proof.line, null);
              }}
            >
              {title}
            </Anchor>
          </li>
        ))}
      </ul>
      {proof.pageCount > proof.pages.length && (
        <p className={css.aside}>and {count(proof.pageCount - proof.pages.length, 'other page')}</p>
      )}
    </section>
  );
}
