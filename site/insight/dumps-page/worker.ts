import { typeRows } from '../dumps/compare.ts';
import type { Dump } from '../dumps/dump.ts';
import { DumpError } from '../dumps/dump-error.ts';
import { readDump } from '../dumps/read-dump.ts';
import { recognise } from '../dumps/recognise.ts';
import { namedSteps } from '../way-words.ts';
import type { Answer, Request, Requests } from './protocol.ts';

// Reads dumps and answers what is asked of them, so that the page can be used meanwhile. It asks nothing of anyone itself.

/** Of the ways to a type's objects, those by which most are held. */
const mostWays = 5;
const mostKept = 12;
/** The page hears of progress after so many bytes more. */
const progressEvery = 4 * 2 ** 20;

const dumps = new Map<number, Dump>();
let opened = 0;

const send = (answer: Answer) => self.postMessage(answer);
const earlierOf = (key: number | null) => (key === null ? null : dumps.get(key)!);

async function answer(request: Request): Promise<Requests[keyof Requests]['get']> {
  switch (request.type) {
    case 'open': {
      let told = 0;
      const dump = await readDump(request.file, (bytes) => {
        if (bytes < told + progressEvery) return;
        told = bytes;
        send({ id: request.id, type: 'progress', bytes });
      });
      dumps.set(++opened, dump);
      const { count, bytes } = dump.table.total;
      return { key: opened, format: dump.graph.format, objects: count, bytes };
    }
    case 'close':
      dumps.delete(request.key);
      return null;
    case 'rows':
      return typeRows(dumps.get(request.later)!, earlierOf(request.earlier));
    case 'retained':
      return dumps.get(request.key)!.retained;
    case 'findings': {
      const dump = dumps.get(request.later)!;
      return recognise(dump, earlierOf(request.earlier)).map((finding) => ({
        ...finding,
        way: namedSteps(dump.graph, finding.way),
      }));
    }
    case 'ways': {
      const dump = dumps.get(request.key)!;
      const { graph } = dump;
      const { ways, unreached } = dump.waysTo(request.of);
      return {
        ways: ways.slice(0, mostWays).map((way) => ({ ...way, steps: namedSteps(graph, way.steps) })),
        others: ways.slice(mostWays).reduce((sum, { count }) => sum + count, 0),
        unreached,
      };
    }
    case 'kept': {
      const { graph, tree } = dumps.get(request.key)!;
      const kept = tree.kept(request.path);
      return {
        kept: kept.slice(0, mostKept).map((one) => ({ ...one, name: graph.types[one.type]!.name })),
        others: kept.slice(mostKept).reduce((sum, { retained }) => sum + retained, 0),
      };
    }
  }
}

self.addEventListener('message', ({ data }: MessageEvent<Request>) => {
  answer(data).then(
    (value) => send({ id: data.id, type: 'done', value }),
    (error: unknown) => {
      // What there is no memory for is thrown as a RangeError, wherever it is wanted.
      const fault = error instanceof DumpError ? error : new DumpError('too-large', String(error));
      send({ id: data.id, type: 'fault', fault: fault.fault, detail: fault.detail });
      if (!(error instanceof DumpError || error instanceof RangeError)) throw error;
    },
  );
});
