/** Text made safe for HTML, in content and in attributes alike. */

const special = /[&<>"]/;
const specials = /[&<>"]/g;

export function escapeHtml(text: string): string {
  return special.test(text) ? text.replace(specials, entityOf) : text;
}

function entityOf(character: string): string {
  switch (character) {
    case '&':
      return '&amp;';
    case '<':
      return '&lt;';
    case '>':
      return '&gt;';
    default:
      return '&quot;';
  }
}
