import type ts from 'typescript-6';
import type * as lsp from 'vscode-languageserver-protocol';

/** TypeScript's answers as the Language Server Protocol (3.17) says them. Positions there count lines and UTF-16 units from 0. */

export const pathOf = (uri: string) => decodeURIComponent(uri.replace(/^file:\/\//, ''));
export const uriOf = (path: string) => `file://${path}`;

export const rangeOf = (file: ts.SourceFile, { start, length }: ts.TextSpan): lsp.Range => ({
  start: file.getLineAndCharacterOfPosition(start),
  end: file.getLineAndCharacterOfPosition(start + length),
});

/** The offset of a position; the end of the line, or of the file, for one that lies past it. */
export function offsetOf(file: ts.SourceFile, { line, character }: lsp.Position): number {
  const starts = file.getLineStarts();
  if (line >= starts.length) return file.text.length;
  return Math.min(starts[line]! + character, (starts[line + 1] ?? file.text.length + 1) - 1);
}

const kinds: Readonly<Record<string, number>> = {
  method: 2,
  function: 3,
  'local function': 3,
  constructor: 4,
  property: 10,
  getter: 10,
  setter: 10,
  var: 6,
  let: 6,
  const: 21,
  'local var': 6,
  parameter: 6,
  class: 7,
  interface: 8,
  type: 8,
  enum: 13,
  module: 9,
  alias: 18,
  keyword: 14,
  string: 12,
};

export const completionKind = (kind: string) => (kinds[kind] ?? 1) as lsp.CompletionItemKind;

/** 1: an error, 2: a warning, 4: a hint. */
export const severity = (category: ts.DiagnosticCategory): lsp.DiagnosticSeverity =>
  category === 1 ? 1 : category === 0 ? 2 : 4;

/** A signature and its documentation, as Markdown. */
export function markdown(code: string, documentation: string): string {
  return `\`\`\`typescript\n${code}\n\`\`\`${documentation ? `\n\n${documentation}` : ''}`;
}
