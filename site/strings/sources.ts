/** What pages say of their sources. Used at site build only. */
export interface SourceStrings {
  /** Where the page Sources tells of what was measured. */
  measuredAt: string;
  lines(first: number, last: number): string;
  list(parts: readonly string[]): string;
  publisher(names: { en: string; zh: string }): string;
  /** Who says something, and where: `grpc-js, client.ts:147`. */
  place(who: string, where: string): string;
  /** A title, as text marks it. */
  title(text: string): string;
  /** Between two sources. */
  and: string;
  measured: string;
  measuredHow: string;
  checked(versions: readonly string[]): string;
}

const english: SourceStrings = {
  measuredAt: '/sources/#measured',
  lines: (first, last) => (first === last ? `line ${first}` : `lines ${first}–${last}`),
  list: (parts) => parts.join(', '),
  publisher: ({ en }) => en,
  place: (who, where) => `${who}, ${where}`,
  title: (text) => text,
  and: '; ',
  measured: 'measured',
  measuredHow: 'Measured on real .NET: MagicOnion, grpc-dotnet or .NET itself',
  checked: (versions) => `Checked up to ${versions.join(', ')}.`,
};

const chinese: SourceStrings = {
  measuredAt: '/zh-cn/sources/#实测',
  lines: (first, last) => (first === last ? `第 ${first} 行` : `第 ${first}–${last} 行`),
  list: (parts) => parts.join('，'),
  publisher: ({ zh }) => zh,
  place: (who, where) => (where.startsWith('《') ? who + where : `${who} ${where}`),
  title: (text) => `《${text}》`,
  and: '；',
  measured: '实测',
  measuredHow: '在真实的 .NET 上测得：MagicOnion、grpc-dotnet 或 .NET 本身',
  checked: (versions) => `核对到 ${versions.join('、')}。`,
};

export const sourceStrings = (language: string): SourceStrings =>
  language.toLowerCase().startsWith('zh') ? chinese : english;
