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

/** In the order in which it came. A listener of the program's that throws is the program's affair, and told as where no gate had been closed. */
export function openGate(): void {
  const arrived = waiting;
  waiting = [];
  closed = false;
  for (const take of arrived) {
    try {
      take();
    } catch (error) {
      reportError(error);
    }
  }
}
