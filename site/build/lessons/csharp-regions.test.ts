import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { csharpRegion, fenceText, withComments } from './csharp-regions.ts';

const file = (text: string) => () => text;

describe('csharpRegion', () => {
  const text =
    'class A\n{\n    #region call\n    // One.\n    #region inner\n    for (;;)\n    {\n        Call();\n    }\n    #endregion\n    #endregion\n}\n';

  test('gives the lines of the region at the left margin, without the marks of those inside', () => {
    expect(csharpRegion('A.cs#call', file(text))).toBe('// One.\nfor (;;)\n{\n    Call();\n}');
    expect(csharpRegion('A.cs#inner', file(text))).toBe('for (;;)\n{\n    Call();\n}');
  });

  test.each([
    ['is missing', 'A.cs#other', text],
    ['is there twice', 'A.cs#call', text + text],
    ['has no end', 'A.cs#call', text.replaceAll('#endregion', '')],
  ])('throws where it %s', (_, place, text) => expect(() => csharpRegion(place, file(text))).toThrow());
});

describe('withComments', () => {
  test('says them in another language, at the end of lines too, and leaves addresses alone', () => {
    expect(withComments('// One.\nCall("http://a/b"); // Two.', ['一。', '二。'])).toBe(
      '// 一。\nCall("http://a/b"); // 二。',
    );
  });

  test('takes neither more nor fewer than there are', () => {
    expect(() => withComments('// One.', [])).toThrow('1 lines of comment');
    expect(() => withComments('Call();', ['一。'])).toThrow('0 lines of comment');
  });
});

/** The C# fences of a page: what stands behind the language, and the text inside. */
const fencesOf = (text: string) =>
  [...text.matchAll(/^ *```(?:csharp|cs|c#)\b(.*)\n((?:.*\n)*?) *```$/gim)].map(([, meta = '', body = '']) => ({
    meta,
    body,
  }));
const lessons = fileURLToPath(new URL('../../../lessons/', import.meta.url));
const pages = readdirSync(lessons, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.mdx'));
const fences = pages.flatMap((page) =>
  fencesOf(readFileSync(lessons + page, 'utf8')).map((fence, index) => ({
    name: `${page}, fence ${index + 1}`,
    ...fence,
  })),
);

describe('the C# of the lessons', () => {
  test('is found', () => expect(fences.length).toBeGreaterThan(20));

  // Code of others that is shown and cannot be compiled here says whose it is: ```csharp excerpt="grpc-dotnet, GrpcChannel.cs".
  test.each(fences)('$name: code that the compiler reads, or an excerpt that says from where', ({ meta, body }) => {
    const place = /\bregion="([^"]+)"/.exec(meta)?.[1];
    if (place === undefined) expect(meta).toMatch(/\bexcerpt="[^"]+"/);
    else expect(fenceText(place, body)).not.toBe('');
  });
});
