import type { Page, Request } from '@playwright/test';

/**
 * Begun before a page is gone to, resolves when it has fetched the last that it fetches unasked: Starlight asks for its search, for which
 * `site/search/pagefind-ui.ts` stands in, once the browser is idle, and on a busy machine that is seconds later.
 */
export const fetchedWhenIdle = (page: Page): Promise<Request> =>
  page.waitForEvent('requestfinished', (request) => request.url().includes('/pagefind-ui.'));
