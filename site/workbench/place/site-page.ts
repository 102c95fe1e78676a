import { pageAddress } from '../../page-address.ts';

/** The address of one of the site's own pages, such as `sandboxes`, in the language of this one. */
export function sitePage(name: string): string {
  const language = document.documentElement.lang.startsWith('zh') ? 'zh-cn/' : '';
  return pageAddress(`${language}${name}`);
}
