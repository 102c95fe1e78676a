import ts from 'typescript-6';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadExercise } from '../sandbox/exercises/exercises.ts';
import { csharpHabits } from '../strings/csharp-habits.ts';
import { LanguageServer } from './server.ts';
import { collect } from './type-files.ts';

interface Answer {
  id?: number;
  method?: string;
  result?: any;
  error?: { message: string };
  params?: any;
}

const typeFiles = collect();
let files: Record<string, string> = {};
beforeAll(async () => {
  files = { ...(await loadExercise('method-caching')).start };
});

/** A client of the server: asks, and waits for the faults of a text. */
function connect() {
  const waiting = new Map<number, (answer: Answer) => void>();
  let onFaults: (messages: string[]) => void = () => undefined;
  let asked = 0;
  const server = new LanguageServer({
    ts,
    typeFiles,
    habits: csharpHabits('en'),
    send(message) {
      const { id, method, params } = message as Answer;
      if (id !== undefined) waiting.get(id)!(message as Answer);
      if (method === 'textDocument/publishDiagnostics')
        onFaults(params.diagnostics.map(({ message: text }: { message: string }) => text));
    },
  });
  const ask = (method: string, params: object) =>
    new Promise<Answer>((resolve) => {
      waiting.set(++asked, resolve);
      server.receive({ id: asked, method, params });
    });
  const tell = (method: string, params: object) => server.receive({ method, params });
  const uri = 'file:///client.ts';
  return {
    ask,
    tell,
    start: () => ask('initialize', { initializationOptions: { files } }),
    faults: (text: string, open = false) =>
      new Promise<string[]>((resolve) => {
        onFaults = resolve;
        if (open) tell('textDocument/didOpen', { textDocument: { uri, text } });
        else tell('textDocument/didChange', { textDocument: { uri }, contentChanges: [{ text }] });
      }),
    at: (line: number, character: number, more: object = {}) => ({
      textDocument: { uri },
      position: { line, character },
      ...more,
    }),
  };
}

const head = `import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';
const channel = GrpcChannel.forAddress(\`http://127.0.0.1:\${process.env.PORT}\`);
const client = MagicOnionClient.create(IMyFirstService, channel);
`;

describe('the language server', () => {
  const client = connect();
  beforeAll(async () => {
    expect((await client.start()).result.capabilities.hoverProvider).toBe(true);
  });

  it('finds nothing wrong with a program as given, or solved, in any exercise’s files', async () => {
    expect(await client.faults(files['client.ts']!, true)).toEqual([]);
    expect(await client.faults((await loadExercise('method-caching')).solution['client.ts']!)).toEqual([]);
  });

  it.each([
    ['client.SumAsync(1, 2);', '`sumAsync`'],
    ['MagicOnionClient.Create(IMyFirstService, channel);', '`create`'],
    ['async function f(): Task<int> { return 1; }', '`Promise`'],
    ['const n: int = 1;', '`number`'],
    ['const n: long = 1;', '`number`'],
    ['Console.WriteLine("x");', '`console`'],
    ['const s: string = $"sum {channel}";', 'backticks'],
    ['const sum: number = client.sumAsync(1, 2);', '`await`'],
    ['foreach (var x in [1]) {}', '`for (const x of xs)`'],
    ['enum Color { Red }', 'enum'],
  ])('answers what a C# reader writes first: %s', async (line, hint) => {
    expect((await client.faults(`${head}${line}\nexport {};`)).join('\n')).toContain(hint);
  });

  it.each([
    'using x = { [Symbol.dispose]() {} };',
    'var y = await client.sumAsync(1, 2);',
    'console.log(new Map([[1, 2]]).values().map((n) => n + 1).toArray(), Iterator.from([1]));',
    'console.log(new Set([1]).union(new Set([2])));',
  ])('lets %s pass', async (line) => expect(await client.faults(`${head}${line}\nexport {};`)).toEqual([]));

  it('completes, explains, shows signatures and finds definitions', async () => {
    await client.faults(`${head}await client.sumAsync(1, 2);\nexport {};`);
    const completion = await client.ask('textDocument/completion', client.at(5, 13));
    const labels = completion.result.items.map(({ label }: { label: string }) => label);
    expect(labels).toEqual(expect.arrayContaining(['sumAsync', 'withOptions', 'withHeaders', 'withDeadline']));
    const hover = await client.ask('textDocument/hover', client.at(5, 15));
    expect(hover.result.contents.value).toContain('Promise<number>');
    const help = await client.ask('textDocument/signatureHelp', client.at(5, 22));
    expect(help.result.signatures[0].label).toContain('sumAsync');
    const definition = await client.ask('textDocument/definition', client.at(4, 24));
    expect(definition.result[0].uri).toBe('file:///magiconion/client.ts');
  });

  it('renames through all files, and formats', async () => {
    await client.faults(`${head}await client.sumAsync(1,2);\nexport {};`);
    const rename = await client.ask('textDocument/rename', client.at(4, 7, { newName: 'base' }));
    expect(rename.result.changes['file:///client.ts']).toHaveLength(2);
    const edits = await client.ask('textDocument/formatting', { ...client.at(0, 0), options: { tabSize: 2 } });
    expect(edits.result).toContainEqual(expect.objectContaining({ newText: ' ' }));
  });

  it('answers what it does not know with an error, and goes on', async () => {
    expect((await client.ask('textDocument/prophecy', {})).error?.message).toContain('prophecy');
    const gone = { textDocument: { uri: 'file:///gone.ts' }, position: { line: 0, character: 0 } };
    expect((await client.ask('textDocument/hover', gone)).error?.message).toContain('gone.ts');
    expect(await client.faults(`${head}await client.sumAsync(1, 2);\nexport {};`)).toEqual([]);
  });

  it('sees a file that is not open change', async () => {
    await client.faults(`${head}import { two } from './two.ts';\nawait client.sumAsync(1, two);`);
    client.tell('leak-lab/files', { files: { 'two.ts': 'export const two = "2";' } });
    expect(
      (await client.faults(`${head}import { two } from './two.ts';\nawait client.sumAsync(1, two); `)).join(),
    ).toContain("'string' is not assignable");
    client.tell('leak-lab/files', { files: { 'two.ts': 'export const two = 2;' } });
    expect(await client.faults(`${head}import { two } from './two.ts';\nawait client.sumAsync(1, two);`)).toEqual([]);
  });
});
