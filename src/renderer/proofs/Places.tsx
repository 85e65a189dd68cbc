/** Where else: every place of one cause, a hundred at first. */
import { Anchor, Button } from '@mantine/core';
import { memo, useState } from 'react';
import type { ProofDetail, ProofPlace } from '../../shared/contract/proofs.ts';
import { openDocument, showOnPage, showPage, showSide } from '../state/actions.ts';
import { attempt } from '../state/host.ts';
import { count, formatNumber } from '../words/numbers.ts';
import css from './ProofsRoom.module.css';

const MORE = 200;

export function Places({ proof }: { proof: ProofDetail }) {
  const [further, setFurther] = useState<readonly (readonly ProofPlace[])[]>([]);
  if (proof.placeCount <= 1 && proof.pageCount <= 1) return null;
  if (proof.placeCount <= 1) return <Pages proof={proof} />;
  const parts = [proof.places, ...further];
  const shown = parts.reduce((sum, part) => sum + part.length, 0);
  const more = async (): Promise<void> => {
    const answer = await attempt('proofs.places', { id: proof.id, offset: shown, limit: MORE });
    if (answer !== null) setFurther([...further, answer.places]);
  };
  return (
    <section className={css.section} aria-label="Where">
      <h3>{count(proof.placeCount, 'place')}</h3>
      <ul className={css.places}>
        {parts.map((places, part) => (
          <PlacesPart key={part} places={places} />
        ))}
      </ul>
      {shown < proof.placeCount && (
        <Button variant="subtle" onClick={() => void more()}>
          {`Show ${count(Math.min(MORE, proof.placeCount - shown), 'more place', 'more places')}`}
        </Button>
      )}
    </section>
  );
}

/** Drawn once: what is asked for later does not draw these anew. Plain buttons, since there may be thousands. */
const PlacesPart = memo(function PlacesPart({ places }: { places: readonly ProofPlace[] }) {
  return places.map((place, i) => (
    <li key={i}>
      <button type="button" className={css.place} onClick={() => openDocument(place.file, place.line, place.column)}>
        {place.file.replace(/^content\//, '')}
        {place.line !== null && `, line ${formatNumber(place.line)}`}
      </button>
      {place.page !== null && (
        <button
          type="button"
          className={css.place}
          data-soft
          onClick={() => place.page && showOnPage(place.page.url, place.file, place.line, place.column)}
        >
          show on “{place.page.title}”
        </button>
      )}
    </li>
  ));
});

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
