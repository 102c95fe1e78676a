/**
 * Tells a program of an end once it has had its turn with what came before. Whatever ends a stream or a connection, be
 * it trailers, a reset, a GOAWAY or the socket's end, often lies in one packet with the DATA before it. Node's own HTTP/2
 * lets ticks and promises run after each frame; here the frames of a packet are handled in one go, and a reader that is
 * some ticks behind would lose what it has not yet taken. All that an end says to the protocol holds at once.
 */
export function later<A extends unknown[]>(tell: (...values: A) => void, ...values: A): void {
  setImmediate(tell, ...values);
}
