import { startChild } from '../../../sandbox-templates/http2/tests/support/child.ts';
import { through } from '../../../sandbox-templates/http2/tests/support/preload.ts';
import { median } from '../report.ts';
import { connect } from './peers.ts';

const rounds = 7;

/** Who hears of the frames of both sides: nobody ever, nobody any more, or someone. */
const uses = ['unused', 'left', 'heard'] as const;
type Use = (typeof uses)[number];

/** Unary calls a second, one at a time, by the use that is made of the frame hook. Rounds take turns; the ratios are to those of a hook that was never used. */
export async function frameHook(
  warmUpMs: number,
  roundMs: number,
): Promise<Record<Use, { rate: number; ratio: number }>> {
  const { env, nodeOptions } = through('own');
  const start = () =>
    startChild(new URL('./peer.ts', import.meta.url), { env: env ?? {}, nodeOptions: nodeOptions ?? [] });
  const pairs = uses.map((use) => ({ use, server: start(), client: start(), rates: [] as number[] }));
  try {
    for (const { use, server, client } of pairs) await Promise.all([server.ask('hear', use), client.ask('hear', use)]);
    await connect(pairs);
    for (const { client } of pairs) await client.ask('unary', 1, warmUpMs);
    for (let round = 0; round < rounds; round++)
      for (const { client, rates } of round % 2 === 0 ? pairs : pairs.toReversed())
        rates.push(await client.ask<number>('unary', 1, roundMs));
    const [unused] = pairs;
    const figures = pairs.map(({ use, rates }) => [
      use,
      { rate: median(rates), ratio: median(rates.map((rate, round) => rate / unused!.rates[round]!)) },
    ]);
    return Object.fromEntries(figures) as Record<Use, { rate: number; ratio: number }>;
  } finally {
    await Promise.all(pairs.flatMap(({ server, client }) => [server.kill(), client.kill()]));
  }
}
