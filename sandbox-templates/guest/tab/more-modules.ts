const builtins = ['assert', 'assert/strict', 'async_hooks', 'crypto', 'path', 'path/posix'];

/** Modules that few programs import, in a file of their own, which is fetched with the first program that does. */
export const moreModules: readonly string[] = [...builtins, ...builtins.map((name) => `node:${name}`), 'prom-client'];
