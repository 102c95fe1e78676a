// Puts an implementation of HTTP/2 in place of `http2` and `node:http2`, for every module of a program that is loaded from then on.

import * as nodeModule from 'node:module';

type Loader = (request: string, ...rest: unknown[]) => unknown;
type Module = typeof nodeModule & { _load: Loader; registerHooks?: typeof nodeModule.registerHooks };

const Module = ((nodeModule as { default?: unknown }).default ?? nodeModule) as Module;
const isHttp2 = (specifier: string) => specifier === 'http2' || specifier === 'node:http2';

/** `url` is that of the module whose default export is `own`. Returns for which modules of a program the replacement holds. */
export function replaceHttp2(own: object, url: string): string {
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
  Module.registerHooks({
    resolve: (specifier, context, next) =>
      isHttp2(specifier) ? { url, format: 'module', shortCircuit: true } : next(specifier, context),
  });
  return 'all modules';
}
