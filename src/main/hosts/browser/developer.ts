/** The window from Vite's server, under our own address: hot reload with the origin, policy and line of every day. */

/**
 * @param server "http://localhost:5173"
 * @returns what it answers, of which only the type is passed on
 */
export async function answerFrom(server: string, request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const { status, headers, body } = await fetch(new URL(pathname.replace(/^\/+/, '/') + search, server), {
    headers: { accept: request.headers.get('accept') ?? '*/*' },
    redirect: 'manual',
  });
  return new Response(body, { status, headers: { 'Content-Type': headers.get('content-type') ?? 'text/plain' } });
}
