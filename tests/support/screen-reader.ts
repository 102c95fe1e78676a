import type { Page } from '@playwright/test';

type Listened = { announced?: string[] };

/** From the next page on, keeps what its live regions have a screen reader say; gives what was said so far. */
export async function listen(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const announced: string[] = ((globalThis as Listened).announced = []);
    const live = '[role=status], [role=alert], [aria-live=polite], [aria-live=assertive]';
    const observer = new MutationObserver((records) => {
      const said = new Set<Node>();
      for (const { target } of records) {
        const changed = target instanceof Element ? target : target.parentElement;
        const region = changed?.closest(live);
        if (!region) continue;
        const isWhole = region.role === 'status' && region.ariaAtomic !== 'false';
        // Of what is not said as a whole, the child that changed.
        const child = [...region.children].find((part) => part.contains(changed));
        said.add(isWhole ? region : (child ?? region));
      }
      for (const part of said) {
        const words = part.textContent!.trim().replaceAll(/\s+/g, ' ');
        if (words) announced.push(words);
      }
    });
    observer.observe(document, { subtree: true, childList: true, characterData: true });
  });
  return () => page.evaluate(() => (globalThis as Listened).announced!);
}

const toBeNamed = new Set(
  'button,link,textbox,checkbox,radio,combobox,tab,tabpanel,separator,slider,spinbutton,searchbox,tree,dialog,region,log,table,image,tablist,navigation'.split(
    ',',
  ),
);

/** What the page's accessibility tree is at fault with: roles that want a name and have none, and names that are said a second time as the description. */
export async function unspoken(page: Page): Promise<string[]> {
  const line = await page.context().newCDPSession(page);
  const { nodes } = await line.send('Accessibility.getFullAXTree');
  await line.detach();
  return nodes
    .filter(({ ignored, role }) => !ignored && toBeNamed.has(String(role?.value)))
    .flatMap(({ role, name, description }) => {
      const [spoken, beside] = [String(name?.value ?? '').trim(), String(description?.value ?? '').trim()];
      if (!spoken) return [`${role!.value} without a name`];
      return beside === spoken ? [`${role!.value} "${spoken}", said twice`] : [];
    });
}
