import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import axe, { type RunOptions } from 'axe-core';

/** A rule of axe's that a page breaks, and the HTML of what breaks it. */
export interface Finding {
  id: string;
  nodes: string[];
}

/** What axe finds in the page as it is, or in the part of it that a selector names: by all its rules, or by those named. */
export async function findings(
  page: Page,
  { part = 'html', rules }: { part?: string; rules?: string[] } = {},
): Promise<Finding[]> {
  const options: RunOptions = { resultTypes: ['violations'] };
  if (rules) options.runOnly = { type: 'rule', values: rules };
  // Those that programs run in are hidden from readers, and so from axe.
  const hasFrames = (await page.locator('iframe:not([aria-hidden=true])').count()) > 0;
  return (hasFrames ? foundWithFrames : foundInPage)(page, part, options);
}

/** Opens a page of its own to gather what axe found in each frame: that takes longer than to look. */
async function foundWithFrames(page: Page, part: string, options: RunOptions): Promise<Finding[]> {
  const { violations } = await new AxeBuilder({ page }).include(part).options(options).analyze();
  return violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) }));
}

async function foundInPage(page: Page, part: string, options: RunOptions): Promise<Finding[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  // Of all that axe tells of a page, what it found comes back alone, and not by selectors, which take it long to find.
  return page.evaluate(
    async ([part, options]) => {
      const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
      const { violations } = await axe.run({ include: [[part]] }, { ...options, selectors: false });
      return violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) }));
    },
    [part, options] as const,
  );
}
