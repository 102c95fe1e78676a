/** Built pages by their address, e.g. `/zh-cn/glossary/`. */
export type Pages = ReadonlyMap<string, string>;

/**
 * Checks every link within the site as the built pages hold it, whoever made it: lessons, components, sidebar. Returns a sentence for
 * each that leads nowhere. `files` are the addresses of what is not a page; `base` is the site's, with slashes at both ends.
 */
export function brokenLinks(pages: Pages, files: ReadonlySet<string>, base: string): string[] {
  const anchors = new Map([...pages].map(([address, html]) => [address, new Set(attributes(html, 'id'))]));
  const broken: string[] = [];
  for (const [address, html] of pages) {
    for (const link of new Set([...attributes(html, 'href'), ...attributes(html, 'src')])) {
      const { origin, pathname, hash } = new URL(link, `${here}${address}`);
      if (origin !== here || link.startsWith('data:')) continue;
      const target = anchors.get(pathname);
      if (!pathname.startsWith(base)) broken.push(`${address}: ${link} lacks the site's base, ${base}`);
      else if (!target && !files.has(pathname)) broken.push(`${address}: ${link} leads to no page`);
      else if (target && hash && !target.has(decodeURIComponent(hash.slice(1))))
        broken.push(`${address}: ${link} leads to no such place on its page`);
    }
  }
  return broken;
}

const here = 'http://site.invalid';

/** Values of an attribute in HTML that Astro wrote: always quoted, never within text, where quotation marks are escaped or outside of tags. */
function attributes(html: string, name: string): string[] {
  const found = html.matchAll(new RegExp(`<[a-z][^<>]*?\\s${name}=(?:"([^"]*)"|'([^']*)'|([^\\s>"']+))`, 'gi'));
  return [...found].map(([, double, single, bare]) =>
    (double ?? single ?? bare)!.replaceAll('&amp;', '&').replaceAll('&#38;', '&'),
  );
}
