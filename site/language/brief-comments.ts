import ts from 'typescript-6';

/**
 * A declaration file's text in which a comment is its first paragraph, and what is deprecated says so: of Node's types, two thirds are examples
 * and histories, and who hovers over a name reads none of them.
 */
export function briefComments(text: string): string {
  const file = ts.createSourceFile('types.d.ts', text, ts.ScriptTarget.Latest, true);
  const comments = new Map<number, ts.JSDoc>();
  const visit = (node: ts.Node): void => {
    for (const comment of (node as { jsDoc?: ts.JSDoc[] }).jsDoc ?? []) comments.set(comment.pos, comment);
    ts.forEachChild(node, visit);
  };
  visit(file);
  const parts: string[] = [];
  let at = 0;
  for (const comment of [...comments.values()].toSorted((a, b) => a.pos - b.pos)) {
    parts.push(text.slice(at, comment.pos), brief(comment));
    at = comment.end;
  }
  return parts.join('') + text.slice(at);
}

function brief(comment: ts.JSDoc): string {
  const lines = [
    firstParagraph(comment.comment),
    ...(comment.tags ?? [])
      .filter(ts.isJSDocDeprecatedTag)
      .map((tag) => `@deprecated ${firstParagraph(tag.comment)}`.trimEnd()),
  ].filter(Boolean);
  return lines.length ? `/** ${lines.join('\n')} */` : '';
}

const firstParagraph = (text: ts.JSDoc['comment']): string =>
  (ts.getTextOfJSDocComment(text) ?? '').trim().split(/\n\s*\n|\n```/, 1)[0]!;
