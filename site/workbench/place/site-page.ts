/** The address of one of the site's own pages, such as `sandboxes`, in the language of this one. */
export function sitePage(name: string): string {
  const language = document.documentElement.lang.startsWith('zh') ? 'zh-cn/' : '';
  return `${import.meta.env.BASE_URL.replace(/\/*$/, '/')}${language}${name}/`;
}
