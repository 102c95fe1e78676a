/** Between a program's sockets and what arrives for them. Closed, it keeps a program that waits for its peers waiting. */
let closed = false;
let waiting: (() => void)[] = [];

/** Hands on what arrived, now or when the gate opens again. */
export function pass<T>(take: (message: T) => void, message: T): void {
  if (closed) waiting.push(() => take(message));
  else take(message);
}

export function closeGate(): void {
  closed = true;
}

/** In the order in which it came; what comes of it meanwhile waits behind. */
export function openGate(): void {
  const arrived = waiting;
  waiting = [];
  closed = false;
  for (const take of arrived) take();
}
