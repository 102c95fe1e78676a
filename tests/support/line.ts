import type { Locator, Page } from '@playwright/test';

/** Has the page believe that its reader's line is fast: the editor then gets the types of a program. */
export const onFastLine = (page: Page): Promise<unknown> =>
  page.addInitScript(() => Object.defineProperty(navigator, 'connection', { value: { effectiveType: '4g' } }));

/**
 * Has the page of an element believe that its reader's line is slow, unless it was told otherwise: on a fast one, who comes to the code is given the types of
 * a program, and to read them takes as long as all else that opening a sandbox does. Chromium has a switch for it, which one without windows does not heed.
 */
export const onSlowLine = (element: Locator): Promise<unknown> =>
  element.evaluate(() => {
    if (!Object.hasOwn(navigator, 'connection'))
      Object.defineProperty(navigator, 'connection', { value: { effectiveType: '3g' } });
  });
