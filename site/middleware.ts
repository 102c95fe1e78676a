import type { MiddlewareHandler } from 'astro';

/**
 * Marks a page with the number of its sandboxes, for the styles of what is around them. `:has(leak-sandbox)` would say the same; but a style
 * that goes by it, on an element so far out, has all of the page's styles found anew with each element that an open sandbox adds: 6 ms each.
 */
export const onRequest: MiddlewareHandler = async (_context, next) => {
  const response = await next();
  if (!response.headers.get('content-type')?.startsWith('text/html')) return response;
  const html = await response.text();
  const sandboxes = html.split('<leak-sandbox').length - 1;
  return new Response(sandboxes ? html.replace('<html', `<html data-sandboxes="${sandboxes}"`) : html, response);
};
