import type { MiddlewareHandler } from 'astro';

/**
 * Marks a page with the number of its sandboxes, or as a sandbox alone, for the styles of what is around them. `:has(leak-sandbox)` would say the same;
 * but a style that goes by it, on an element so far out, has all of the page's styles found anew with each element that an open sandbox adds: 6 ms each.
 */
export const onRequest: MiddlewareHandler = async (_context, next) => {
  const response = await next();
  if (!response.headers.get('content-type')?.startsWith('text/html')) return response;
  const html = await response.text();
  const sandboxes = html.split('<leak-sandbox').length - 1;
  const mark = html.includes('<div data-embed') ? 'data-alone' : `data-sandboxes="${sandboxes}"`;
  return new Response(sandboxes ? html.replace('<html', `<html ${mark}`) : html, response);
};
