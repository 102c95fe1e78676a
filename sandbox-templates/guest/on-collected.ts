/**
 * Calls back for objects that a collection took. One registry for all: those that went with the same collection are told in one go, so whoever
 * waits for one of them finds the others counted out.
 */
export const onCollected = new FinalizationRegistry<() => void>((callback) => callback());
