/** What the host says while it publishes. */
import type { StudioEvent } from '../../shared/contract/events.ts';
import { type PublishState, useStudio } from './store.ts';

export function applyPublishEvent(event: StudioEvent): void {
  const { publish } = useStudio.getState();
  const part = publishPart(event, publish);
  if (part !== null) useStudio.setState({ publish: { ...publish, ...part } });
}

function publishPart(event: StudioEvent, { progress }: PublishState): Partial<PublishState> | null {
  switch (event.type) {
    case 'publish-progress': {
      const { operation, step, done, total } = event;
      return { progress: { operation, step, done, total }, outcome: null };
    }
    case 'publish-planned':
      return { progress: null, story: event.story, outcome: null };
    case 'published':
      return { progress: null, story: null, outcome: { tone: 'good', message: event.message, release: event.release } };
    case 'operation-failed': {
      if (progress?.operation !== event.operation) return null;
      const { message, detail } = event.error;
      return {
        progress: null,
        outcome: { tone: 'bad', message, release: null, ...(detail !== undefined && { detail }) },
      };
    }
    case 'operation-cancelled':
      return { progress: null, story: null };
    default:
      return null;
  }
}
