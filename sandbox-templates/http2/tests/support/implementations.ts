import * as builtin from 'node:http2';

export type Http2 = typeof builtin;
export { builtin };

/**
 * The implementation under test. With LEAK_LAB_HTTP2=builtin the suites judge Node's own instead: a check of the suites, since what
 * both fail is more likely a mistake of the test.
 */
export const own: Http2 =
  process.env.LEAK_LAB_HTTP2 === 'builtin' ? builtin : ((await import('../../index.ts')) as unknown as Http2);
