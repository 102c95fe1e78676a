import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

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
  const axe = new AxeBuilder({ page }).include(part);
  const options: Parameters<AxeBuilder['options']>[0] = { resultTypes: ['violations'] };
  // Where there is no frame, axe need open no page of its own to gather what frames found, nor say where in them a node stands: both take longer
  // than to look.
  if (page.frames().length === 1) {
    axe.setLegacyMode();
    options.selectors = false;
  }
  axe.options(options);
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze();
  return violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) }));
}
