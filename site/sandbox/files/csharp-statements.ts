const plain = String.raw`"(?:\\.|[^"\\\n])*"`;
const character = String.raw`'(?:\\.|[^'\\\n])+'`;
/** The code in a string's braces, with braces and strings that have code in turn: so many levels deep. */
function codeIn(levels: number): string {
  const inner = levels ? codeIn(levels - 1) : '(?!)';
  return String.raw`\{(?!\{)(?:${inner}|${stringWith(inner)}|${plain}|${character}|[^{}"'$])*\}`;
}
const stringWith = (code: string): string => String.raw`\$"(?:\\.|\{\{|${code}|[^"\\\n{])*"`;

/** What may hold a bracket, a semicolon or a word and means none: comments, the preprocessor's lines, strings and characters. */
const opaque = new RegExp(
  [
    '//.*',
    String.raw`/\*[^]*?\*/`,
    String.raw`^[ \t]*#.*`,
    String.raw`\$*("{3,})[^]*?\1"*`,
    String.raw`(?:\$@|@\$)"(?:""|\{\{|${codeIn(2)}|[^"{])*"`,
    String.raw`@"(?:[^"]|"")*"`,
    stringWith(codeIn(2)),
    plain,
    character,
  ].join('|'),
  'gm',
);
/** What has no more brackets in it. */
const bracketed = /\{[^{}()[\]]*\}|\([^{}()[\]]*\)|\[[^{}()[\]]*\]/g;
const declaration =
  /^(?:(?:public|internal|file|static|abstract|sealed|partial|readonly|ref|unsafe)\s+)*(?:class|struct|interface|record|enum|delegate|namespace)\b/;

/** Whether a C# file has statements outside of types: then the program is these. Its using directives are taken out beforehand. */
export function hasStatements(text: string): boolean {
  let outside = text.replace(opaque, ' ');
  for (let before = ''; before !== outside; ) {
    before = outside;
    outside = outside.replace(bracketed, (part) => (part.startsWith('{') ? ';' : ' '));
  }
  return outside
    .split(';')
    .map((part) => part.trim())
    .some((part) => part !== '' && !declaration.test(part));
}
