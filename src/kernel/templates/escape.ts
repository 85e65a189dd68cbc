const special = /[&"'<>\\]/;

/** nunjucks' escaping, without a call per character. */
export function escapeText(text: string): string {
  const first = special.exec(text);
  if (first === null) return text;
  let escaped = '';
  let copied = 0;
  for (let i = first.index; i < text.length; i++) {
    const entity = entityOf(text.charCodeAt(i));
    if (entity === '') continue;
    if (copied !== i) escaped += text.slice(copied, i);
    escaped += entity;
    copied = i + 1;
  }
  return copied === text.length ? escaped : escaped + text.slice(copied);
}

function entityOf(code: number): string {
  switch (code) {
    case 38:
      return '&amp;';
    case 34:
      return '&quot;';
    case 39:
      return '&#39;';
    case 60:
      return '&lt;';
    case 62:
      return '&gt;';
    case 92:
      return '&#92;';
    default:
      return '';
  }
}
