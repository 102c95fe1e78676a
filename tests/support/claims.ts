/**
 * Finds claims without a source. A claim is a block of a lesson (a paragraph, an item of a list, a table or recording with the paragraph before it)
 * that names a library, a runtime or a type of theirs, in a section that explains. Sections that say what to press, what the recorded
 * run shows and what to remember make none of their own.
 */
const explainsNothing = /^(Run it|See the difference|See it steady|Change it|What to remember|Capstone: three leaks)$/;

const subject =
  /\b(MagicOnion|grpc-dotnet|grpc-js|grpc-node|Kestrel|ASP\.NET|Unity|Prometheus|Microsoft|V8|HTTP\/2|MessagePack|PerfView|Visual Studio)\b|(?<![\w.])\.NET\b|`(GrpcChannel|Metadata|CallOptions|AddGrpcClient|CancellationToken|Dispose|Create(<T>)?|WithOptions|WithHeaders|WithDeadline|WithHost|StreamingHub|ConnectAsync|GC\.GetTotalMemory|dotnet-[a-z]+)\b[^`]*`/;

/**
 * Blocks that name a library and claim nothing of it that a source could bear out: they speak of this course, of what was just shown, or
 * of a source cited in the sentence before. Each by how it begins.
 */
export const ofThisCourse: readonly string[] = [
  // What the program in the sandbox does, and what to change in it.
  'The client below asks the Sum server',
  'Each starts from the leak:',
  'In production there is no chart beside the editor.',
  '`snapshot.ts` in this sandbox reads',
  'The port, which has no TLS and asks for none, has both',
  // Leads to two paragraphs that cite.
  'Taking the old value away leaves one',
];

/** A source, or a recording, which says by itself where it comes from. */
const evidence = /<(Source|Figure|Dotnet(Figure|Recording))\b/;

/** The beginnings of the blocks that make a claim and cite nothing. */
export function uncited(mdx: string, excepted: readonly string[] = ofThisCourse): string[] {
  return blocksOf(mdx)
    .filter((block) => subject.test(block) && !evidence.test(block) && !excepted.some((it) => block.startsWith(it)))
    .map((block) => block.slice(0, 80));
}

function blocksOf(mdx: string): string[] {
  const prose = mdx
    .replace(/^---\n[^]*?^---$/m, '')
    .replace(/^(`{3,})[^]*?^\1/gm, '')
    .replace(/^import .*$/gm, '')
    .replace(/<(Predict|Hint)\b[^]*?<\/\1>/g, '')
    .replace(/<(?!(Source|Figure|Dotnet(Figure|Recording))\b)[^>]*>/g, '')
    .replace(/^> .*$/gm, '');
  return prose
    .split(/^##+ /m)
    .filter((section) => !explainsNothing.test(section.slice(0, section.indexOf('\n'))))
    .flatMap((section) => paragraphsOf(section.slice(section.indexOf('\n'))));
}

/** A table or a recording goes with the paragraph that introduces it. */
function paragraphsOf(section: string): string[] {
  const blocks: string[] = [];
  for (const part of section.split(/\n{2,}|\n(?=[-*] |\d+\. )/)) {
    const block = part.trim();
    const before = blocks.at(-1);
    if (/^(\||<DotnetRecording)/.test(block) && before && !/\n(\||<)/.test(before))
      blocks[blocks.length - 1] = `${before}\n${block}`;
    else if (block) blocks.push(block);
  }
  return blocks;
}
