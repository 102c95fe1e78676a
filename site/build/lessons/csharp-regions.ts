import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ExpressiveCodeBlock, ExpressiveCodePlugin } from '@astrojs/starlight/expressive-code';

const projects = fileURLToPath(new URL('../../../sandbox-templates/dotnet/', import.meta.url));

/** A comment to the end of its line. `//` inside an address (`http://…`) has no space before it. */
const comment = /(^|\s)\/\/ ?(.*)$/;
const mark = /^\s*#(?:end)?region\b.*$/;

/**
 * The lines between `#region name` and its `#endregion` in a file under `sandbox-templates/dotnet/`, moved to the left margin.
 * @param place as fences name it: `Lessons/TheLeak.cs#floor`
 * @throws where there is no such region, or more than one.
 */
export function csharpRegion(place: string, read = (file: string) => readFileSync(projects + file, 'utf8')): string {
  const [file = '', name = ''] = place.split('#');
  const lines = read(file).split(/\r?\n/);
  const starts = lines.flatMap((line, index) => (line.trim() === `#region ${name}` ? [index] : []));
  if (starts.length !== 1) throw new Error(`${file} has ${starts.length} regions '${name}', and a fence needs one.`);
  const end = endOf(lines, starts[0]!);
  if (end < 0) throw new Error(`The region '${name}' of ${file} has no end.`);
  const inner = lines.slice(starts[0]! + 1, end).filter((line) => !mark.test(line));
  const margin = Math.min(...inner.filter((line) => line.trim()).map((line) => line.search(/\S/)));
  return inner
    .map((line) => line.slice(margin))
    .join('\n')
    .trim();
}

function endOf(lines: readonly string[], start: number): number {
  let depth = 0;
  return lines.findIndex((line, index) => {
    if (index < start) return false;
    if (/^\s*#region\b/.test(line)) depth++;
    return /^\s*#endregion\b/.test(line) && --depth === 0;
  });
}

/**
 * The code with its comments, one line each, said in another language.
 * @throws where there are not as many.
 */
export function withComments(code: string, comments: readonly string[]): string {
  const lines = code.split('\n');
  const own = lines.filter((line) => comment.test(line)).length;
  if (own !== comments.length)
    throw new Error(`The code has ${own} lines of comment, and the fence holds ${comments.length}:\n${code}`);
  const rest = comments.values();
  return lines
    .map((line) => line.replace(comment, (_, before: string) => `${before}// ${rest.next().value}`))
    .join('\n');
}

/** A fence's text: its region's code. What stands in the fence itself are the comments in the page's language, if they are not the code's. */
export function fenceText(place: string, body: string): string {
  const code = csharpRegion(place);
  if (!body.trim()) return code;
  const comments = body
    .trim()
    .split('\n')
    .map((line) => {
      const words = /^\s*\/\/ ?(.*)$/.exec(line)?.[1];
      if (words === undefined)
        throw new Error(`A fence of ${place} holds comments and no code, and this is none: ${line}`);
      return words;
    });
  return withComments(code, comments);
}

/** Puts into a fence such as ```` ```csharp region="Lessons/TheLeak.cs#floor" ```` the code of that region, which the C# compiler has read. */
export function csharpRegions(): ExpressiveCodePlugin {
  return {
    name: 'leak-lab:csharp-regions',
    hooks: {
      preprocessCode: ({ codeBlock }) => {
        const place = codeBlock.metaOptions.getString('region');
        if (place !== undefined) replace(codeBlock, fenceText(place, codeBlock.code));
      },
    },
  };
}

function replace(codeBlock: ExpressiveCodeBlock, text: string): void {
  const written = codeBlock.getLines().map((_, index) => index);
  if (written.length) codeBlock.deleteLines(written);
  codeBlock.insertLines(0, text.split('\n'));
}
