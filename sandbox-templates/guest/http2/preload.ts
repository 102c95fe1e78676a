// Puts this HTTP/2 in place of `http2` and `node:http2` for every module of a program, where it is needed:
//
//   node --import ./preload.ts program.ts      node --require ./preload.ts program.js
//
// It tries the built-in first and leaves it where it works. LEAK_LAB_HTTP2=own or =builtin decides instead. One line on
// stderr says which of the two is in place and why.

import * as nodeModule from 'node:module';
import own from './index.ts';
import { builtinFault } from './probe.ts';
import type { BuiltinHttp2 } from './probe.ts';

type Loader = (request: string, ...rest: unknown[]) => unknown;
type Module = typeof nodeModule & { _load: Loader; registerHooks?: typeof nodeModule.registerHooks };

const Module = ((nodeModule as { default?: unknown }).default ?? nodeModule) as Module;
const isHttp2 = (specifier: string) => specifier === 'http2' || specifier === 'node:http2';

function decide(): { own: boolean; reason: string } {
  const wish = process.env.LEAK_LAB_HTTP2;
  if (wish === 'own' || wish === 'builtin') return { own: wish === 'own', reason: `LEAK_LAB_HTTP2=${wish}` };
  const fault = builtinFault(() => Module.createRequire(import.meta.url)('node:http2') as BuiltinHttp2);
  return fault === null ? { own: false, reason: 'the built-in module works' } : { own: true, reason: fault };
}

/** Returns for which modules of a program the replacement holds. */
function replaceHttp2(): string {
  // For `require`, which asks this function even for built-in modules …
  const load = Module._load;
  Module._load = function (this: unknown, request: string, ...rest: unknown[]): unknown {
    return isHttp2(request) ? own : load.call(this, request, ...rest);
  };
  const builtin = process.getBuiltinModule;
  if (builtin !== undefined) {
    process.getBuiltinModule = ((id: string) => (isHttp2(id) ? own : builtin.call(process, id))) as typeof builtin;
  }
  // … and for `import`, from Node 22.15.
  if (typeof Module.registerHooks !== 'function') return 'CommonJS modules only: this Node has no module.registerHooks';
  const url = new URL('./index.ts', import.meta.url).href;
  Module.registerHooks({
    resolve: (specifier, context, next) => (isHttp2(specifier) ? { url, format: 'module', shortCircuit: true } : next(specifier, context)),
  });
  return 'all modules';
}

const choice = decide();
const scope = choice.own ? replaceHttp2() : 'all modules';
process.stderr.write(`http2: ${choice.own ? "Leak Lab's implementation" : "Node's built-in"} for ${scope} (${choice.reason})\n`);
