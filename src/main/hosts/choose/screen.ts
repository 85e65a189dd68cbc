/** Whether a window could be seen here at all. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** On Linux a screen has a name; elsewhere there is always one. */
export function hasScreen(environment: Environment, platform: NodeJS.Platform): boolean {
  if (platform !== 'linux') return true;
  return Boolean(environment.DISPLAY) || Boolean(environment.WAYLAND_DISPLAY);
}
