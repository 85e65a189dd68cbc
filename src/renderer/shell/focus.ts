/** Whether nothing that a person works in has the focus: the window has it, or a pane as a whole. */
export function isFocusFree(): boolean {
  const { activeElement } = document;
  return activeElement === document.body || activeElement?.matches('[data-pane]') === true;
}
