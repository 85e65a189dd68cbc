import type { PageFinding } from '../build-state.ts';
import { referenceFinding } from './findings.ts';
import type { CheckContext, CheckedPage } from './types.ts';

export function hasPictureWithoutText({ facts }: CheckedPage): boolean {
  return facts.images.some((image) => image.alt === null);
}

/** Pictures without alternative text. An empty one (alt="") says that the picture is decoration, and is fine. */
export function checkAlternativeTexts(context: CheckContext): PageFinding[] {
  return context.contentPages.flatMap((page) =>
    page.facts.images
      .filter((image) => image.alt === null)
      .map(({ src }) => {
        const item = { page, reference: { kind: 'image', url: src } as const };
        const name = src.startsWith('data:') ? '' : fileName(src);
        return referenceFinding(context, item, 'alt-missing', { name }, src.startsWith('data:') ? page.url : src);
      }),
  );
}

function fileName(src: string): string {
  return src.replace(/[?#].*$/s, '').replace(/^.*\//s, '');
}
