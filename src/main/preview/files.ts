/** Files of the site as answers: whole, or the part that a player asked for. */
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { contentType } from './content-types.ts';
import { readRange } from './range.ts';

/**
 * @param file absolute; it may vanish before it is read: the body then ends with an error
 * @param headers of every answer of this preview
 */
export function fileResponse(
  request: Request,
  file: { path: string; size: number },
  headers: Readonly<Record<string, string>>,
): Response {
  const part = readRange(request.headers.get('range'), file.size);
  if (part === 'impossible') {
    return new Response(null, { status: 416, headers: { ...headers, 'Content-Range': `bytes */${file.size}` } });
  }
  const { start, end } = part ?? { start: 0, end: file.size - 1 };
  const empty = request.method === 'HEAD' || file.size === 0;
  return new Response(empty ? null : streamOf(file.path, start, end), {
    status: part ? 206 : 200,
    headers: {
      ...headers,
      'Content-Type': contentType(file.path),
      'Content-Length': String(end - start + 1),
      'Accept-Ranges': 'bytes',
      ...(part && { 'Content-Range': `bytes ${start}-${end}/${file.size}` }),
    },
  });
}

/** The two types of a web stream, Node's and the global one, describe the same object. */
function streamOf(path: string, start: number, end: number): ReadableStream<Uint8Array> {
  return Readable.toWeb(createReadStream(path, { start, end })) as unknown as ReadableStream<Uint8Array>;
}
