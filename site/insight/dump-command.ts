// npm run dump -- <earlier> <later>, in a release leak-lab dump: heap dumps read at the command line, as the page of dumps reads them.
import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { dumpStrings, signed, type DumpStrings } from '../strings/dumps.ts';
import { formatFor, type Format } from '../strings/format.ts';
import { typeRows, type TypeRow } from './dumps/compare.ts';
import { toCsv } from './dumps/csv.ts';
import { DumpError } from './dumps/dump-error.ts';
import type { Dump } from './dumps/dump.ts';
import { shortName } from './dumps/gcdump/csharp-name.ts';
import { readDump } from './dumps/read-dump.ts';
import { lessonOf, recognise } from './dumps/recognise.ts';
import type { Step } from './dumps/ways.ts';
import { keeperWords, namedSteps, wayWords } from './way-words.ts';

const options = {
  csv: { type: 'boolean', default: false },
  top: { type: 'string', default: '25' },
  type: { type: 'string' },
  lang: { type: 'string', default: /^zh/i.test(process.env.LC_ALL || process.env.LANG || '') ? 'zh' : 'en' },
} as const;
const mostWays = 3;

/** @returns the exit code: 2 where the words make no sense, 1 where a file is no dump. */
async function main(words: string[]): Promise<number> {
  const given = parse(words);
  const language = given?.values.lang.startsWith('zh') ? 'zh-CN' : 'en';
  const text = dumpStrings(language);
  const top = Number(given?.values.top);
  if (!given || given.positionals.length < 1 || given.positionals.length > 2 || !(top >= 0)) {
    console.error(text.command.usage(process.env.npm_lifecycle_event === 'dump' ? 'npm run dump --' : 'leak-lab dump'));
    return 2;
  }
  const dumps: Dump[] = [];
  for (const file of given.positionals) {
    const dump = await open(file, text);
    if (!dump) return 1;
    dumps.push(dump);
  }
  const [later, earlier] = dumps.toReversed() as [Dump, Dump?];
  if (earlier && earlier.graph.format !== later.graph.format) {
    console.error(text.otherFormats);
    return 1;
  }
  const search = given.values.type?.toLowerCase();
  const rows = typeRows(later, earlier ?? null)
    .filter(({ name }) => search === undefined || name.toLowerCase().includes(search))
    .toSorted((a, b) => growth(b) - growth(a) || b.bytes - a.bytes);
  if (given.values.csv) process.stdout.write(toCsv(rows, later.retained, text.csv));
  else
    new Report(later, earlier ?? null, text, formatFor(language)).print(
      given.positionals,
      rows,
      top,
      search !== undefined,
    );
  return 0;
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    console.error((error as Error).message);
    return null;
  }
}

async function open(file: string, text: DumpStrings): Promise<Dump | null> {
  try {
    return await readDump(await openAsBlob(file));
  } catch (error) {
    console.error(text.fault(file, error instanceof DumpError ? text.faults[error.fault] : (error as Error).message));
    return null;
  }
}

const growth = ({ bytes, before }: TypeRow): number => bytes - (before?.bytes ?? 0);

/** What is printed of one dump, or of two. */
class Report {
  readonly #dump: Dump;
  readonly #earlier: Dump | null;
  readonly #text: DumpStrings;
  readonly #format: Format;

  constructor(dump: Dump, earlier: Dump | null, text: DumpStrings, format: Format) {
    [this.#dump, this.#earlier, this.#text, this.#format] = [dump, earlier, text, format];
  }

  print(files: readonly string[], rows: readonly TypeRow[], top: number, isSearch: boolean): void {
    const { command, findings } = this.#text;
    for (const [index, dump] of [this.#earlier, this.#dump].filter((dump) => dump !== null).entries()) {
      const { count, bytes } = dump.table.total;
      console.log(command.total(basename(files[index]!), this.#format.number(count), this.#format.bytes(bytes)));
    }
    if (isSearch) {
      this.#table(rows.slice(0, top), rows.length);
      for (const row of rows.slice(0, top)) this.#ways(row);
      return;
    }
    console.log(`\n${findings.title}`);
    const recognised = recognise(this.#dump, this.#earlier);
    if (!recognised.length) console.log(`  ${findings.none}`);
    for (const { kind, name, of, count, more, bytes, way } of recognised) {
      const { title, text } = findings.kinds[kind];
      const words = {
        name: shortName(name),
        of: of && shortName(of),
        count: this.#format.number(count),
        more: more === null ? null : signed(more, this.#format),
        bytes: this.#format.bytes(bytes),
      };
      console.log(`\n  ${title}\n  ${text(words)}\n  ${findings.held}`);
      this.#way(way);
      console.log(`  ${findings.lesson}lessons/${lessonOf[kind]}`);
    }
    if (!this.#earlier) console.log(`\n${findings.alone}`);
    console.log(`\n${this.#text.table.title}`);
    this.#table(rows.slice(0, top), rows.length);
  }

  #table(rows: readonly TypeRow[], all: number): void {
    const { columns } = this.#text.table;
    const { number } = this.#format;
    const heads = this.#earlier
      ? [columns.count, columns.countMore, columns.bytes, columns.bytesMore, columns.retained, columns.type]
      : [columns.count, columns.bytes, columns.retained, columns.type];
    const lines = rows.map(({ name, type, count, bytes, before }) => {
      const retained = number(type === null ? 0 : this.#dump.retained[type]!);
      return before
        ? [
            number(count),
            signed(count - before.count, this.#format),
            number(bytes),
            signed(bytes - before.bytes, this.#format),
            retained,
            name,
          ]
        : [number(count), number(bytes), retained, name];
    });
    const widths = heads.map((_, column) => Math.max(...[heads, ...lines].map((line) => width(line[column]!))));
    for (const line of [heads, ...lines])
      console.log(
        `  ${line
          .map((cell, column) => (column === line.length - 1 ? cell : ' '.repeat(widths[column]! - width(cell)) + cell))
          .join('  ')}`,
      );
    if (all > rows.length) console.log(`  ${this.#text.command.rest(number(all - rows.length))}`);
  }

  #ways({ name, type }: TypeRow): void {
    console.log(`\n${this.#text.ways.title(name)}`);
    if (type === null) return console.log(`  ${this.#text.ways.gone}`);
    const { ways, unreached } = this.#dump.waysTo(type);
    for (const { steps, count, bytes, keeper } of ways.slice(0, mostWays)) {
      console.log(`  ${this.#text.ways.count(this.#format.number(count), this.#format.bytes(bytes))}`);
      this.#way(steps);
      const kept = keeper && keeperWords(wayWords(namedSteps(this.#dump.graph, steps), this.#text, keeper.step));
      if (kept)
        console.log(
          `    ${this.#text.ways.keeper(this.#format.number(keeper.count), kept.name, this.#format.bytes(keeper.retained))}`,
        );
    }
    const others = ways.slice(mostWays).reduce((sum, { count }) => sum + count, 0);
    if (others) console.log(`  ${this.#text.ways.others(this.#format.number(others))}`);
    if (unreached) console.log(`  ${this.#text.ways.unreached(this.#format.number(unreached))}`);
  }

  #way(steps: readonly Step[]): void {
    const way = wayWords(namedSteps(this.#dump.graph, steps), this.#text);
    console.log(`    ${way.root}`);
    for (const { by, name, inRow, leftOut } of way.steps) {
      if (leftOut) console.log(`      ${this.#text.ways.leftOut(this.#format.number(leftOut))}`);
      console.log(
        `    → ${by ? `${by}: ` : ''}${name}${inRow > 1 ? ` (${this.#text.ways.inRow(this.#format.number(inRow))})` : ''}`,
      );
    }
  }
}

/** In columns of a terminal: a Chinese character takes two. */
const width = (text: string) =>
  [...text].reduce((sum, character) => sum + (/[\u2e80-\uffef]/.test(character) ? 2 : 1), 0);

process.exitCode = await main(process.argv.slice(2));
