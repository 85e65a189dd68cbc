/** The rooms of the studio, in the order of the rail. Each is loaded when it is first looked at. */
import { IconChecklist, IconClockHour4, IconPencil, IconRocket, IconSettings } from '@tabler/icons-react';
import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import type { Room } from '../state/store.ts';

export interface RoomEntry {
  room: Room;
  label: string;
  icon: typeof IconPencil;
  Component: LazyExoticComponent<ComponentType>;
}

export const rooms: readonly RoomEntry[] = [
  {
    room: 'write',
    label: 'Write',
    icon: IconPencil,
    Component: lazy(() => import('../write/WriteRoom.tsx').then(({ WriteRoom }) => ({ default: WriteRoom }))),
  },
  {
    room: 'proofs',
    label: 'Proofs',
    icon: IconChecklist,
    Component: lazy(() => import('../proofs/ProofsRoom.tsx').then(({ ProofsRoom }) => ({ default: ProofsRoom }))),
  },
  {
    room: 'timings',
    label: 'Timings',
    icon: IconClockHour4,
    Component: lazy(() => import('../timings/TimingsRoom.tsx').then(({ TimingsRoom }) => ({ default: TimingsRoom }))),
  },
  {
    room: 'releases',
    label: 'Publish',
    icon: IconRocket,
    Component: lazy(() =>
      import('../publish/ReleasesRoom.tsx').then(({ ReleasesRoom }) => ({ default: ReleasesRoom })),
    ),
  },
  {
    room: 'settings',
    label: 'Settings',
    icon: IconSettings,
    Component: lazy(() =>
      import('../settings/SettingsRoom.tsx').then(({ SettingsRoom }) => ({ default: SettingsRoom })),
    ),
  },
];
