/** What the comments of the exercises' files say in another language, by what they say in English, each on one line. */
export type Comments = Readonly<Record<string, string>>;

/** `/** … *\/` on lines of its own; lines of `//` or `///`, one below the other; and what stands behind code. */
const block = /^([ \t]*)\/\*\*([\s\S]*?)\*\/|^([ \t]*)(\/\/\/?)(.*(?:\n[ \t]*\/\/.*)*)|(?<=\S[ \t]+)\/\/ (.*)$/gm;

/** A comment's sentences, without what marks them as one. */
const wordsOf = (text: string): string =>
  text
    .replace(/^[ \t]*(?:\/\/+|\*)/gm, '')
    .replace(/<\/?summary>/g, '')
    .replace(/\s+/g, ' ')
    .trim();

/** The comments of a program's text, in order. */
export const commentsOf = (text: string): string[] =>
  [...text.matchAll(block)].map(([, , star, , , lines, behind]) => wordsOf(star ?? lines ?? behind!));

/** The program with its comments in another language. A comment that the table does not have stays as it is. */
export function translated(text: string, comments: Comments): string {
  return text.replace(block, (whole, starIn, star, linesIn, sign, lines, behind) => {
    const words = comments[wordsOf(star ?? lines ?? behind)];
    if (words === undefined) return whole;
    if (behind !== undefined) return `// ${words}`;
    const indent = starIn ?? linesIn;
    const all = words.split('\n');
    if (sign === '///') {
      const inside = all.length > 1 ? ['<summary>', ...all, '</summary>'] : [`<summary>${words}</summary>`];
      return inside.map((line) => `${indent}/// ${line}`).join('\n');
    }
    if (sign) return all.map((line) => `${indent}// ${line}`).join('\n');
    if (all.length === 1) return `${indent}/** ${words} */`;
    return [`${indent}/**`, ...all.map((line) => `${indent} * ${line}`), `${indent} */`].join('\n');
  });
}

/** The numbers of the lines that hold more than comments, from 1. */
const codeLines = (text: string): number[] =>
  text
    .replace(block, (whole) => whole.replace(/[^\n]/g, ' '))
    .split('\n')
    .flatMap((line, index) => (line.trim() ? [index + 1] : []));

/** Where a line of code stands in the program with its comments in another language: they may take more lines, or fewer. */
export function lineInTranslated(text: string, inOther: string): (line: number) => number {
  const [from, to] = [codeLines(text), codeLines(inOther)];
  return (line) => to[from.indexOf(line)] ?? line;
}
