import { expect, test } from 'vitest';
import { hasStatements } from './csharp-statements.ts';

test.each([
  'Console.WriteLine();',
  'static void Main() { }',
  'using var one = new A();',
  'using (one) { }',
  'for (;;) { }\nclass A;',
  'class A { static void Main() { } }\nA.Main();',
  '(var a, var b) = (1, 2);',
  'var text = $"{F("}")}";',
  'Write($"{F("(")}{{");',
  'record Point(int X);\nreturn new Point(1).X;',
])('%s', (text) => expect(hasStatements(text)).toBe(true));

test.each([
  '',
  '// In place of F();\n/* G(); */',
  '#pragma warning disable CS0168\nstatic class Program { static void Main() { F(); } }',
  'namespace Mine;\n\nsealed record Point(int X);\npublic delegate void Heard(string text);\nenum Two { A, B }',
  '[assembly: A(new[] { 1 })]\n[B("}"), C(";")]\nfile static partial class D<T>(int x) : E(x) where T : class { char f = \'{\'; string g = @"\\"; }',
  'class A { string b = """\n  }; F();\n  """; string c = $$"""{{F("}")}}"""; }',
  'class A { string b = $"{C("(", d)} {{ {e["{"]} {$"{f[$"{\')\'}"]}"} {g switch { 1 => "}", _ => "" }}"; }',
  'class A { string b = $@"{C("(")} "" {{ \\"; string c = $""; string d = $"\\"{C("}")}"; }',
  'class A { string b = $"""\n  {C("(")} "\n  """; }',
  'interface IA { int B { get; } = 1; }\nreadonly ref struct C;',
])('none in %s', (text) => expect(hasStatements(text)).toBe(false));
