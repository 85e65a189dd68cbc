import { Anchor } from '@mantine/core';
import type { TimingReport } from '../../shared/contract/timings.ts';
import { showPage, showSide } from '../state/actions.ts';
import { useStudio } from '../state/store.ts';
import { count, formatDuration } from '../words/numbers.ts';
import css from './TimingsRoom.module.css';

export function Slowest({ report }: { report: TimingReport }) {
  const pages = useStudio((state) => state.pages);
  const titleOf = (url: string): string => {
    const known = pages?.find((page) => page.url === url);
    if (known !== undefined) return known.title;
    const [, list, number] = /^(.*\/)page\/(\d+)\/$/.exec(url) ?? [];
    const first = pages?.find((page) => page.url === list);
    return first === undefined ? decodeURI(url) : `${first.title}, page ${number}`;
  };
  if (report.slowestPages.length === 0) return null;
  return (
    <>
      <section className={css.section} aria-labelledby="slow-pages">
        <h3 id="slow-pages">Pages that took longest</h3>
        <ol>
          {report.slowestPages.map(({ url, milliseconds }) => (
            <li key={url}>
              <Anchor
                component="button"
                size="sm"
                onClick={() => {
                  showPage(url);
                  showSide('preview');
                }}
              >
                {titleOf(url)}
              </Anchor>
              <span className={css.value}>{formatDuration(milliseconds)}</span>
            </li>
          ))}
        </ol>
      </section>
      <section className={css.section} aria-labelledby="slow-designs">
        <h3 id="slow-designs">Designs that took longest</h3>
        <ol>
          {report.slowestTemplates.map(({ template, milliseconds, pages: used }) => (
            <li key={template}>
              <span>{template}</span>
              <span className={css.value}>
                {formatDuration(milliseconds)} for {count(used, 'page')}
              </span>
            </li>
          ))}
        </ol>
      </section>
    </>
  );
}
