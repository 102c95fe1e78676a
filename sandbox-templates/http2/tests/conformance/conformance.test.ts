import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { own } from '../support/implementations.ts';
import type { Case } from './case.ts';
import { clientUnderTest, serverUnderTest, type Role } from './given.ts';
import { frameCases } from './frames.cases.ts';
import { framingCases } from './framing.cases.ts';
import { messageCases } from './messages.cases.ts';
import { streamCases } from './streams.cases.ts';

const chapters = {
  'framing and field blocks': framingCases,
  streams: streamCases,
  'frame types': frameCases,
  messages: messageCases,
};
/** Names by `%s`: what vitest fills in by `$` it shortens. */
const named = (cases: readonly Case[], role: Role) =>
  cases
    .filter((entry) => (entry.role ?? role) === role)
    .map((entry) => [`${entry.section}: ${entry.rule}`, entry] as const);
const expected = ({ outcome }: Case): readonly string[] => (typeof outcome === 'string' ? [outcome] : outcome);

/** Each case has a connection of its own; the endpoint serves them all, so a case that harms it fails those after it. */
describe.each(Object.entries(chapters))('RFC 9113: %s', (_chapter, cases) => {
  describe('as server', () => {
    let server: Awaited<ReturnType<typeof serverUnderTest>>;
    beforeAll(async () => {
      server = await serverUnderTest(own);
    });
    afterAll(() => server[Symbol.asyncDispose]());

    test.each(named(cases, 'server'))('%s', async (_name, entry) => {
      const peer = await server.peer(entry.given ?? 'open');
      peer.frames.length = 0;
      peer.send(...entry.frames);
      expect(expected(entry)).toContain(await peer.outcome());
      await peer.destroy();
      expect(await server.unharmed()).toBe('ok');
    });
  });

  describe('as client', () => {
    let fixture: Awaited<ReturnType<typeof clientUnderTest>>;
    beforeAll(async () => {
      fixture = await clientUnderTest(own);
    });
    afterAll(() => fixture[Symbol.asyncDispose]());

    test.each(named(cases, 'client'))('%s', async (_name, entry) => {
      const { peer, session, errors } = await fixture.client(entry.given ?? 'open');
      peer.frames.length = 0;
      peer.send(...entry.frames);
      const outcome = await peer.outcome();
      expect(expected(entry)).toContain(outcome);
      session.destroy();
      // Node's documentation: errors of the protocol come as ERR_HTTP2_ERROR, those of a stream as ERR_HTTP2_STREAM_ERROR.
      if (outcome.startsWith('connection error')) expect(errors.session).toContain('ERR_HTTP2_ERROR');
      if (outcome.startsWith('stream error') && entry.given !== 'reset by peer')
        expect(errors.stream).toContain('ERR_HTTP2_STREAM_ERROR');
    });
  });
});
