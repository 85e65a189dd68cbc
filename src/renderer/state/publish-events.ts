/** What the host says while it publishes. */
import type { StudioEvent } from '../../shared/contract/events.ts';
import { type PublishState, useStudio } from './store.ts';

export function applyPublishEvent(event: StudioEvent): void {
  const set = (part: Partial<PublishState>): void =>
    useStudio.setState(({ publish }) => ({ publish: { ...publish, ...part } }));
  switch (event.type) {
    case 'publish-progress': {
      const { operation, step, done, total } = event;
      return set({ progress: { operation, step, done, total }, outcome: null });
    }
    case 'publish-planned':
      return set({ progress: null, story: event.story, outcome: null });
    case 'published':
      return set({
        progress: null,
        story: null,
        outcome: { tone: 'good', message: event.message, release: event.release },
      });
    case 'operation-failed': {
      const { message, detail } = event.error;
      if (useStudio.getState().publish.progress?.operation !== event.operation) return;
      return set({
        progress: null,
        outcome: { tone: 'bad', message, release: null, ...(detail !== undefined && { detail }) },
      });
    }
    case 'operation-cancelled':
      return set({ progress: null, story: null });
  }
}
