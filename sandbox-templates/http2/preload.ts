// Puts this HTTP/2 in place of `http2` and `node:http2` for every module of a program, where it is needed:
//
//   node --import ./preload.ts program.ts      node --require ./preload.ts program.js
//
// It tries the built-in first and leaves it where it works. LEAK_LAB_HTTP2=own or =builtin decides instead. One line on
// stderr says which of the two is in place and why.

import { createRequire } from 'node:module';
import own from './index.ts';
import { builtinFault } from './probe.ts';
import type { BuiltinHttp2 } from './probe.ts';
import { replaceHttp2 } from './replace.ts';

function decide(): { own: boolean; reason: string } {
  const wish = process.env.LEAK_LAB_HTTP2;
  if (wish === 'own' || wish === 'builtin') return { own: wish === 'own', reason: `LEAK_LAB_HTTP2=${wish}` };
  const fault = builtinFault(() => createRequire(import.meta.url)('node:http2') as BuiltinHttp2);
  return fault === null ? { own: false, reason: 'the built-in module works' } : { own: true, reason: fault };
}

const choice = decide();
// Its neighbour is JavaScript where it is: in the package, as npm has it.
const index = new URL(import.meta.url.endsWith('.ts') ? './index.ts' : './index.js', import.meta.url).href;
const scope = choice.own ? replaceHttp2(own, index) : 'all modules';
process.stderr.write(
  `http2: ${choice.own ? "Leak Lab's implementation" : "Node's built-in"} for ${scope} (${choice.reason})\n`,
);
