import type { Reason } from './reason.ts';

/** A place in a sandbox's files, by line and column from 1. */
export type Place = Required<Pick<Reason, 'file' | 'line' | 'column'>>;

/** The port's folder. What it throws was most often asked of it wrongly: by a value of the wrong type, a port that nothing listens on. */
const port = 'magiconion/';

/**
 * Of the places that the stacks of an error and its causes name, innermost first, the one to look at: the first outside the port. grpc-js adds
 * to the error of a call where the call was made, so that a fault found later still leads there. Only the port's own, where there is no other.
 */
export const placeToLookAt = (places: readonly Place[]): Place | undefined =>
  places.find(({ file }) => !file.startsWith(port)) ?? places[0];
