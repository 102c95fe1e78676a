import { type Code, checked, projects, type Source, type SourceId, sources } from '../../lessons/sources.ts';
import { sourceStrings } from '../strings/sources.ts';

/** A source as a page of one language shows it. */
export interface Citation {
  /** Where it stands. For what was measured, a place on this site, as from its root: `/zh-cn/sources/#measured`. */
  href: string;
  /** Who says it: `MagicOnion`, `Microsoft`. Empty where `what` says so itself. */
  who: string;
  /** Which of theirs: `MagicOnionClientBase.cs:52`, `#754`, a title. */
  what: string;
  /** All of it, for whoever has no link to follow: `MagicOnion 7.10.2, src/…/MagicOnionClientBase.cs, lines 52–67`. */
  full: string;
}

/** @throws where there is no source of that name. */
export function sourceOf(id: string): Source {
  if (!Object.hasOwn(sources, id)) throw new Error(`lessons/sources.ts has no '${id}'.`);
  return sources[id as SourceId];
}

export function cite(id: string, language: string): Citation {
  const source = sourceOf(id);
  const text = sourceStrings(language);
  switch (source.kind) {
    case 'code': {
      const { folder } = projects[source.project];
      const lines = source.lines ? text.lines(...source.lines) : null;
      return {
        href: addressOf(source),
        who: source.project,
        what: source.file.slice(source.file.lastIndexOf('/') + 1) + (source.lines ? `:${source.lines[0]}` : ''),
        full: text.list([versionOf(source), folder + source.file, ...(lines ? [lines] : [])]),
      };
    }
    case 'issue':
      return {
        href: addressOf(source),
        who: source.project,
        what: `#${source.number}`,
        full: text.list([`${source.project} #${source.number}`, source.title]),
      };
    case 'document': {
      const who = text.publisher(source.publisher);
      const what = text.title(source.title);
      return { href: source.url, who, what, full: text.place(who, what) };
    }
    case 'measured':
      return { href: text.measuredAt, who: '', what: text.measured, full: text.measuredHow };
  }
}

/** `MagicOnion 7.10.2`; a commit by its first seven digits. */
function versionOf({ project, at = projects[project].at }: Code): string {
  const version = /^[0-9a-f]{40}$/.test(at) ? at.slice(0, 7) : at.replace(/^@.*@|^v/, '');
  return `${project} ${version}`;
}

/** Where code, an issue or a document stands on the web, at its fixed version. */
function addressOf(source: Exclude<Source, { kind: 'measured' }>): string {
  switch (source.kind) {
    case 'document':
      return source.url;
    case 'issue':
      return `https://github.com/${source.repository}/issues/${source.number}`;
    case 'code': {
      const { repository, at: current, folder } = projects[source.project];
      const at = source.at ?? current;
      // A rendered page has no lines to go to.
      const plain = source.lines && source.file.endsWith('.md') ? '?plain=1' : '';
      const lines = source.lines ? `#L${source.lines[0]}-L${source.lines[1]}` : '';
      return `https://github.com/${repository}/blob/${encodeURIComponent(at)}/${folder}${source.file}${plain}${lines}`;
    }
  }
}

/** The names that an MDX text cites, in the order of their first appearance. */
export function citedIn(mdx: string): string[] {
  const found = [...mdx.matchAll(/<Source\s+id="([^"]+)"\s*\/>/g)].flatMap(([, ids]) => ids!.split(' '));
  return [...new Set(found)];
}

/** `MagicOnion 7.10.2`, `grpc-dotnet 2.85.0` …: what the lessons were checked up to. */
export const checkedVersions = (): string[] => Object.entries(checked).map(([name, version]) => `${name} ${version}`);
