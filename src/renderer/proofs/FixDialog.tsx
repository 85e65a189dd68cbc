import { Button, Group, Modal, Stack, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import type { FixHunk, FixInputs, FixOffer, FixPreview } from '../../shared/contract/fixes.ts';
import type { ProofDetail } from '../../shared/contract/proofs.ts';
import { undoChange } from '../state/actions.ts';
import { flushEdits } from '../state/flush.ts';
import { ask, messageOf } from '../state/host.ts';
import { notify } from '../state/notices.ts';
import { count } from '../words/numbers.ts';
import css from './ProofsRoom.module.css';

interface Props {
  proof: ProofDetail;
  fix: FixOffer;
  onClose: () => void;
}

export function FixDialog({ proof, fix, onClose }: Props) {
  const [inputs, setInputs] = useState<FixInputs>(() =>
    Object.fromEntries(fix.inputs.map(({ name, value }) => [name, value])),
  );
  const complete = fix.inputs.every(({ name }) => (inputs[name] ?? '').trim() !== '');
  const { preview, problem } = usePreview(proof.id, fix.id, inputs, complete);
  const ready = complete && preview !== null;
  const [failure, setFailure] = useState<string | null>(null);
  const apply = async (): Promise<void> => {
    try {
      await flushEdits();
      const change = await ask('fixes.apply', { proof: proof.id, fix: fix.id, inputs, confirmed: true });
      onClose();
      notify({
        tone: 'plain',
        message: `Done: ${change.label}.`,
        action: { label: 'Undo', run: () => void undoChange(change) },
      });
    } catch (error) {
      setFailure(messageOf(error));
    }
  };
  return (
    <Modal opened onClose={onClose} title={fix.label} size="lg">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) void apply();
        }}
      >
        <Stack>
          {fix.inputs.map(({ name, label, lines }, i) => {
            const Input = lines === 1 ? TextInput : Textarea;
            return (
              <Input
                key={name}
                label={label}
                {...(i === 0 && { 'data-autofocus': true })}
                value={inputs[name] ?? ''}
                onChange={(event) => setInputs({ ...inputs, [name]: event.currentTarget.value })}
              />
            );
          })}
          {preview !== null && <BeforeAfter preview={preview} />}
          {(problem ?? failure) !== null && (
            <p className={css.problem} role="alert">
              {problem ?? failure}
            </p>
          )}
          <Group justify="flex-end">
            <Button onClick={onClose}>Cancel</Button>
            <Button
              type="submit"
              variant="filled"
              // Not `disabled`: the focus must find it before what it will do is known.
              {...(!ready && { 'data-disabled': true })}
              aria-disabled={!ready}
              {...(fix.inputs.length === 0 && { 'data-autofocus': true })}
            >
              {preview !== null && preview.files.length > 1 ? `Change ${count(preview.files.length, 'file')}` : 'Do it'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function usePreview(proof: string, fix: string, inputs: FixInputs, complete: boolean) {
  const [given] = useDebouncedValue(JSON.stringify(inputs), 150);
  const [state, setState] = useState<{ preview: FixPreview | null; problem: string | null }>({
    preview: null,
    problem: null,
  });
  useEffect(() => {
    if (!complete) return setState({ preview: null, problem: null });
    let wanted = true;
    flushEdits()
      .then(() => ask('fixes.preview', { proof, fix, inputs: JSON.parse(given) as FixInputs }))
      .then(
        (preview) => wanted && setState({ preview, problem: null }),
        (error: unknown) => wanted && setState({ preview: null, problem: messageOf(error) }),
      );
    return () => {
      wanted = false;
    };
  }, [proof, fix, given, complete]);
  return state;
}

const MOST_FILES = 8;

function BeforeAfter({ preview }: { preview: FixPreview }) {
  const { files, note } = preview;
  return (
    <>
      {note !== null && <p className={css.aside}>{note}</p>}
      <div className={css.hunks}>
        {files.slice(0, MOST_FILES).map(({ file, hunks, created }) => (
          <figure key={file} className={css.frame}>
            <figcaption>{created ? `${file} (new)` : file}</figcaption>
            <pre tabIndex={0}>
              {hunks.map((hunk) => (
                <Hunk key={hunk.first} hunk={hunk} />
              ))}
            </pre>
          </figure>
        ))}
      </div>
      {files.length > MOST_FILES && <p className={css.aside}>and {count(files.length - MOST_FILES, 'other file')}</p>}
    </>
  );
}

/** Lines that stay stand once, around those that go and those that come. */
function Hunk({ hunk: { before, after } }: { hunk: FixHunk }) {
  let above = 0;
  while (above < Math.min(before.length, after.length) && before[above] === after[above]) above++;
  let below = 0;
  while (below < Math.min(before.length, after.length) - above && before.at(-1 - below) === after.at(-1 - below))
    below++;
  const gone = before.slice(above, before.length - below);
  const come = after.slice(above, after.length - below);
  return (
    <>
      <Lines lines={before.slice(0, above)} />
      {gone.map((line, i) => (
        <del key={`-${i}`}>{`− ${line}\n`}</del>
      ))}
      {come.map((line, i) => (
        <ins key={`+${i}`}>{`+ ${line}\n`}</ins>
      ))}
      <Lines lines={before.slice(before.length - below)} />
    </>
  );
}

function Lines({ lines }: { lines: readonly string[] }) {
  return lines.map((line, i) => <span key={i} className={css.same}>{`  ${line}\n`}</span>);
}
