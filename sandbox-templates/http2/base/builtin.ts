/** A module of the host's own, where it has such; asked for by name while the program runs, since a browser has nothing to import it from. */
export const builtin = <T>(id: string): T | undefined =>
  (globalThis.process as { getBuiltinModule?: (id: string) => unknown } | undefined)?.getBuiltinModule?.(id) as
    | T
    | undefined;
