import { expect, test } from 'vitest';
import { singleFile } from './single-file.ts';

test('one file of many: packages, then each using once, the server, the program, and types behind it', () => {
  const file = singleFile('method-caching', {
    'Program.cs':
      'using Grpc.Net.Client; // the channel\nusing MagicOnion.Client;\nusing Pair = (int X, int[]? Y);\n\nusing var one = new A();\nusing (one) { }\nConsole.WriteLine(one);\n',
    'A.cs': 'using MagicOnion.Client;\nusing static System.Math;\n\nnamespace Mine;\n\nclass A;\n',
    'IMyFirstService.cs': 'using MagicOnion;\n\npublic interface IMyFirstService;\n',
    'server.ts': 'import x;',
  });
  expect(file.match(/^using MagicOnion\.Client;$/gm)).toHaveLength(1);
  expect(file).toContain('using static System.Math;\n');
  // Behind a statement, the compiler takes none.
  const directives = ['using Grpc.Net.Client;\n', 'using Pair = (int X, int[]? Y);\n'];
  for (const using of directives) expect(file.indexOf(using)).toBeLessThan(file.indexOf('await SumServer'));
  expect(file).not.toContain('// the channel');
  expect(file).toContain('using var one = new A();\nusing (one) { }');
  expect(file).toContain('namespace Mine\n{\nclass A;\n}');
  expect(file).not.toContain('import x');
  const order = [
    '#:sdk ',
    '#:package ',
    'using ',
    'await SumServer',
    'Console.WriteLine(one)',
    'class A;',
    'class MyFirstService',
    'class SumServer',
  ];
  expect(order.map((text) => file.indexOf(text))).toEqual(
    order.map((text) => file.indexOf(text)).toSorted((a, b) => a - b),
  );
  expect(file.match(/^#:(?:sdk|package|property) \S+/gm)![0]).toBe(file.split('\n')[0]);
});

test('an exercise with a service of its own is served by that', () => {
  const file = singleFile('the-leak', {
    'Program.cs': '',
    'IArithmetic.cs': 'public interface IArithmetic;',
    'IMyFirstService.cs': 'public interface IMyFirstService;',
  });
  expect(file).toContain('class Arithmetic : ServiceBase<IArithmetic>');
  expect(file).not.toContain('IMyFirstService');
});

const programWith = (text: string) =>
  singleFile('method-caching', { 'Program.cs': `using MagicOnion.Client;\n\n${text}` });

test.each([
  'static async Task Main(string[] args)',
  'static public void Main()',
  'static System.Threading.Tasks.Task<int> Main()',
])('a program with a Main of its own, %s, is begun by that, once there is a server', (signature) => {
  const file = programWith(`static class Program\n{\n    ${signature} { }\n}\n`);
  expect(file).toContain('#:property StartupObject=SumStart\n');
  expect(file).toContain('static class SumStart\n');
  // A statement of ours would be the program in its place.
  expect(file).not.toMatch(/^await SumServer/m);
});

test.each([
  ['a class', 'await Runner.Main();\n\nstatic class Runner { public static async Task Main() { } }'],
  ['the program itself', 'await Main();\n\nstatic async Task Main() { }'],
])('statements are the program, whatever of %s is called Main', (_, text) => {
  const file = programWith(text);
  expect(file).toMatch(/^await SumServer/m);
  expect(file).not.toContain('StartupObject');
});

test('one that only speaks of a Main has none', () => {
  const file = programWith(
    '// In place of static void Main(string[] args):\n/* static int Main() */\nConsole.WriteLine();\n',
  );
  expect(file).toMatch(/^await SumServer/m);
  expect(file).not.toContain('SumStart');
});
