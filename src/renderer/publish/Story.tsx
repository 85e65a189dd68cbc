/** What would change, by the titles of pages; what is asked before; and the one button. */
import { Button, Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { PublishQuestion, PublishStory, StoryPage } from '../../shared/contract/publish.ts';
import { filesSentence } from '../../shared/publish-words.ts';
import { goTo, showPage, showSide } from '../state/actions.ts';
import { attempt } from '../state/host.ts';
import { useStudio } from '../state/store.ts';
import { count } from '../words/numbers.ts';
import css from './ReleasesRoom.module.css';

const words: Record<StoryPage['change'], string> = { new: 'new', changed: 'changed', removed: 'removed' };

export function Story({ story }: { story: PublishStory }) {
  const [accept, setAccept] = useState<Record<string, string>>({});
  const { blockers, questions, pages, nothing } = story;
  if (blockers.length > 0) return <Blockers blockers={blockers} />;
  if (nothing) return <p className={css.good}>Nothing to publish: what is there is what you have.</p>;
  const agreed = questions.every((question) => isAgreed(question, accept[question.id]));
  const [only] = questions;
  return (
    <section className={css.story} aria-labelledby="story">
      <h3 id="story">{story.summary}</h3>
      <ul className={css.pages}>
        {pages.map(({ title, url, change }) => (
          <li key={`${change}${url}`} data-change={change}>
            <button
              type="button"
              disabled={change === 'removed'}
              onClick={() => {
                showPage(url);
                showSide('preview');
              }}
            >
              {title}
            </button>
            <span>{words[change]}</span>
          </li>
        ))}
      </ul>
      {story.pageTotal > pages.length && (
        <p className={css.hint}>and {count(story.pageTotal - pages.length, 'other page')}</p>
      )}
      <p className={css.hint}>{filesSentence(story)}</p>
      {questions.map((question) => (
        <Question
          key={question.id}
          question={question}
          value={accept[question.id]}
          onAnswer={(value) => setAccept({ ...accept, [question.id]: value })}
        />
      ))}
      <div className={css.inline}>
        <Button size="sm" variant="filled" disabled={!agreed} onClick={() => void apply(story, accept)}>
          {questions.length === 1 && only ? only.agree : 'Publish'}
        </Button>
        <Button size="sm" onClick={dismiss}>
          Not now
        </Button>
      </div>
    </section>
  );
}

function isAgreed(question: PublishQuestion, answer: string | undefined): boolean {
  return question.type === null ? answer === 'yes' : answer === question.type;
}

function Question({
  question,
  value,
  onAnswer,
}: {
  question: PublishQuestion;
  value: string | undefined;
  onAnswer: (value: string) => void;
}) {
  const { message, items, agree, type } = question;
  return (
    <div className={css.question}>
      <p>{message}</p>
      {items.length > 0 && (
        <ul className={css.items}>
          {items.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      )}
      {type === null ? (
        <Checkbox
          label={agree}
          checked={value === 'yes'}
          onChange={(event) => onAnswer(event.currentTarget.checked ? 'yes' : '')}
        />
      ) : (
        <TextInput
          label={`Type “${type}” to agree`}
          value={value ?? ''}
          autoComplete="off"
          onChange={(event) => onAnswer(event.currentTarget.value)}
        />
      )}
    </div>
  );
}

function Blockers({ blockers }: { blockers: PublishStory['blockers'] }) {
  return (
    <section className={css.story} aria-labelledby="blocked">
      <h3 id="blocked" className={css.bad}>
        This cannot be published yet
      </h3>
      <ul className={css.items}>
        {blockers.map(({ code, message, advice }) => (
          <li key={code}>
            {message} <span className={css.hint}>{advice}</span>
          </li>
        ))}
      </ul>
      <div className={css.inline}>
        <Button variant="filled" onClick={() => goTo('proofs')}>
          See what to fix
        </Button>
        <Button onClick={dismiss}>Not now</Button>
      </div>
    </section>
  );
}

function dismiss(): void {
  useStudio.setState(({ publish }) => ({ publish: { ...publish, story: null } }));
}

async function apply(story: PublishStory, accept: Record<string, string>): Promise<void> {
  const started = await attempt('publish.apply', { plan: story.plan, accept });
  if (started === null) return;
  useStudio.setState(({ publish }) => ({
    publish:
      publish.story?.plan === story.plan
        ? { ...publish, story: null, progress: { operation: started.operation, step: 'assets', done: 0, total: null } }
        : publish,
  }));
}
