import type { Page } from '@playwright/test';

/** Has the page believe that its reader's line is fast: the editor then gets the types of a program. */
export const onFastLine = (page: Page): Promise<unknown> =>
  page.addInitScript(() => Object.defineProperty(navigator, 'connection', { value: { effectiveType: '4g' } }));
