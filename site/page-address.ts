declare global {
  /** Put in by the build: `index.html` where no host can be trusted to know a folder's page, else nothing. */
  const __PAGE_FILE__: string;
}

/** The address of one of the site's own pages by its path below the site's root, such as `zh-cn/sandboxes`. */
export const pageAddress = (path: string): string =>
  `${import.meta.env.BASE_URL.replace(/\/*$/, '/')}${path}/${__PAGE_FILE__}`;

/** The lesson that an address is of; null for any other page. */
export const lessonAt = (pathname: string): string | null =>
  /\/lessons\/([\w-]+)\/(?:index\.html)?$/.exec(pathname)?.[1] ?? null;

/** In `selector`, the link to a lesson in this page's language. */
export const linkToLesson = (selector: string, id: string): HTMLAnchorElement | null =>
  document.querySelector<HTMLAnchorElement>(`${selector} a[href*="/lessons/${id}/"]`);
