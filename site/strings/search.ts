/** What the search says where its interface cannot be fetched. Apart from the rest: every page carries it. */
export const loadFailed = (language: string): string =>
  language.startsWith('zh')
    ? '搜索功能加载失败。请检查网络连接，然后关闭并重新打开搜索框。'
    : 'The search could not be loaded. Look to the connection, then close this and open it again.';
