import { Checkbox, CloseButton, Select, TextInput } from '@mantine/core';
import type { ProofFilter, ProofList } from '../../shared/contract/proofs.ts';
import { useStudio } from '../state/store.ts';
import { formatNumber } from '../words/numbers.ts';
import css from './ProofsRoom.module.css';

interface Props {
  filter: ProofFilter;
  list: ProofList;
  onChange(filter: ProofFilter): void;
}

type Kind = NonNullable<ProofFilter['kind']>;

export function FilterBar({ filter, list, onChange }: Props) {
  const { counts, codes, sections } = list;
  const kinds: { value: Kind; label: string }[] = [
    { value: 'all', label: `Everything (${formatNumber(counts.things + counts.suggestions)})` },
    { value: 'things', label: `To fix (${formatNumber(counts.things)})` },
    { value: 'suggestions', label: `Suggestions (${formatNumber(counts.suggestions)})` },
    { value: 'muted', label: `Muted (${formatNumber(counts.muted)})` },
  ];
  /** A filter without a value has no such key. */
  const set = (key: 'code' | 'section' | 'page' | 'text', value: string | null): void => {
    const next: ProofFilter = { ...filter };
    delete next[key];
    onChange(value ? { ...next, [key]: value } : next);
  };
  return (
    <div className={css.filter}>
      <Select
        size="xs"
        aria-label="Which"
        data={kinds}
        value={filter.kind ?? 'all'}
        allowDeselect={false}
        onChange={(value) => onChange({ ...filter, kind: (value ?? 'all') as Kind })}
      />
      <Select
        size="xs"
        aria-label="Kind of mistake"
        placeholder="Every kind"
        clearable
        searchable
        data={codes.map(({ code, title, count }) => ({ value: code, label: `${title} (${formatNumber(count)})` }))}
        value={filter.code ?? null}
        onChange={(value) => set('code', value)}
      />
      <Select
        size="xs"
        aria-label="Part of the site"
        placeholder="The whole site"
        clearable
        searchable
        data={sections.map(({ section, count }) => ({ value: section, label: `${section} (${formatNumber(count)})` }))}
        value={filter.section ?? null}
        onChange={(value) => set('section', value)}
      />
      <ThisPage page={filter.page ?? null} onChange={(page) => set('page', page)} />
      <TextInput
        size="xs"
        className={css.words}
        aria-label="With these words"
        placeholder="With these words"
        value={filter.text ?? ''}
        rightSection={filter.text && <CloseButton size="xs" aria-label="Clear" onClick={() => set('text', null)} />}
        onChange={(event) => set('text', event.currentTarget.value)}
      />
    </div>
  );
}

/** Only what touches the page that the preview shows. */
function ThisPage({ page, onChange }: { page: string | null; onChange: (page: string | null) => void }) {
  const shown = useStudio((state) => state.preview.url);
  const title = useStudio((state) => state.pages?.find(({ url }) => url === (page ?? shown))?.title);
  if (shown === null || title === undefined) return null;
  return (
    <Checkbox
      size="xs"
      className={css.thisPage}
      label="This page only"
      title={`Only what touches “${title}”`}
      checked={page !== null}
      onChange={(event) => onChange(event.currentTarget.checked ? shown : null)}
    />
  );
}
