import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { checked, type Code, sources } from '../lessons/sources.ts';
import { pages } from '../site/build/lessons/twins.ts';
import { cite, citedIn } from '../site/sources/cite.ts';
import { ofThisCourse, uncited } from './support/claims.ts';
import { root } from './support/templates.ts';

const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const english = (page: string) => read(`lessons/en/${page}`);
const lessons = readdirSync(path.join(root, 'lessons/en')).filter((file) => file.endsWith('.mdx'));

describe('the versions that the lessons were checked up to', () => {
  test('are those that the sandboxes run', () => {
    const lock = JSON.parse(read('package-lock.json')) as { packages: Record<string, { version: string }> };
    expect(lock.packages['node_modules/@grpc/grpc-js']!.version).toBe(checked['grpc-js']);
  });

  test('are those that the C# is compiled against', () => {
    const packages = new Map(
      [
        ...read('sandbox-templates/dotnet/Directory.Packages.props').matchAll(/Include="([^"]+)" Version="([^"]+)"/g),
      ].map(([, name, version]) => [name!, version!]),
    );
    for (const [name, version] of packages) {
      if (name.startsWith('MagicOnion.')) expect([name, version]).toEqual([name, checked.MagicOnion]);
      if (name.startsWith('Grpc.')) expect([name, version]).toEqual([name, checked['grpc-dotnet']]);
    }
    expect([...packages.keys()]).toEqual(expect.arrayContaining(['MagicOnion.Client', 'Grpc.Net.Client']));
    expect(read('sandbox-templates/dotnet/Directory.Build.props')).toContain(
      `<TargetFramework>net${checked['.NET']}.0</TargetFramework>`,
    );
  });
});

describe('versions in texts', () => {
  const older = Object.values(sources).flatMap((source) =>
    'at' in source && source.at ? [source.at.replace(/^@.*@/, '')] : [],
  );

  test.each([
    ...pages().flatMap((page) => [`lessons/en/${page}`, `lessons/zh-cn/${page}`]),
    'sandbox-templates/dotnet/README.md',
    'sandbox-templates/sum/magiconion/README.md',
    'site/strings/sandbox/share.ts',
  ])('%s names those that were checked, or an older one that a source is of', (file) => {
    const named = [...read(file).matchAll(/\b(MagicOnion|grpc-dotnet|grpc-js) (\d+(?:\.\d+)+)/g)];
    const unknown = named.filter(
      ([, name, version]) => version !== checked[name as keyof typeof checked] && !older.includes(version!),
    );
    expect(unknown.map(([words]) => words)).toEqual([]);
  });
});

describe('sources', () => {
  test('are all cited, and all that is cited is there (else: lessons/sources.ts)', () => {
    const cited = new Set(pages().flatMap((page) => citedIn(english(page))));
    expect([...cited].sort()).toEqual(Object.keys(sources).sort());
  });

  test.each(pages())('lessons/zh-cn/%s cites what its English twin cites', (page) => {
    expect(citedIn(read(`lessons/zh-cn/${page}`)).sort()).toEqual(citedIn(english(page)).sort());
  });

  test('are links to fixed versions', () => {
    for (const id of Object.keys(sources)) {
      const { href } = cite(id, 'en');
      expect(href).toMatch(/^(https:\/\/|\/sources\/#)/);
      expect(href).not.toMatch(/\/(blob|tree)\/(main|master|HEAD|dev)\b/);
    }
  });

  const packages: Record<string, string> = { 'grpc-js': '@grpc/grpc-js', 'prom-client': 'prom-client' };
  const installed = Object.entries(sources).filter(
    (entry): entry is [string, Code] => entry[1].kind === 'code' && entry[1].project in packages && !('at' in entry[1]),
  );

  test.each(installed)(
    '%s stands in those lines of the package that is installed',
    (_, { project, file, lines, says }) => {
      const place = path.join(root, 'node_modules', packages[project]!, file);
      expect(existsSync(place)).toBe(true);
      const text = readFileSync(place, 'utf8').split('\n');
      const [first, last] = lines ?? [1, text.length];
      expect(text.slice(first - 1, last).join('\n')).toContain(says);
    },
  );
});

describe('claims', () => {
  test.each(lessons)('lessons/en/%s names no library in its explanations without a source beside it', (lesson) => {
    expect(uncited(english(lesson))).toEqual([]);
  });

  test('excepts nothing that is no longer there', () => {
    const all = lessons.map(english).join('\n');
    expect(ofThisCourse.filter((beginning) => !all.includes(beginning))).toEqual([]);
  });

  const page = (block: string) => `---\ntitle: A lesson\n---\n\n## Why it leaks\n\n${block}\n`;

  test.each([
    'grpc-dotnet keeps each `Method`.',
    'In .NET a channel is collected.',
    'A `GrpcChannel` caches what it knows.',
    '- **Kestrel** takes a hundred streams.',
    'V8 collects it.\nAnd then again.',
  ])('finds one in: %s', (block) => expect(uncited(page(block))).toHaveLength(1));

  test.each([
    'grpc-dotnet keeps each `Method` (<Source id="method-cache" />).',
    'The channel keeps it.',
    '```csharp\nGrpcChannel.ForAddress(address);\n```',
    'In the same words, `client.ts` makes a channel.',
  ])('finds none in: %s', (block) => expect(uncited(page(block))).toEqual([]));

  test('leaves alone what tells the reader what to do, and what sums up', () => {
    expect(uncited('---\n---\n## Run it\n\nV8 collects it.\n\n## What to remember\n\n- V8 collects it.\n')).toEqual([]);
  });
});
