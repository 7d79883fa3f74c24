/** Node.js forgets the signal of a Request that nobody holds any more, so that nothing would end what it is for. */

/** What belongs to a body: a Request, and with it what was held for the same body before. */
const held = new WeakMap<object, unknown>();

/** Sends with a Request, and holds it until nobody holds the body of the answer. */
export async function holdRequest(request: Request, send: (request: Request) => Promise<Response>): Promise<Response> {
  const response = await send(request);
  const key = response.body ?? response;
  held.set(key, [request, held.get(key)]);
  return response;
}
