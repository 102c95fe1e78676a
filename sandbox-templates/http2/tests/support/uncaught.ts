/** Hears what nobody catches, in place of those who hear it now, as a program does that goes on. Returns what gives them back their place. */
export function hearUncaught(listener: (error: Error) => void): () => void {
  const others = process.listeners('uncaughtException');
  process.removeAllListeners('uncaughtException');
  process.on('uncaughtException', listener);
  return () => {
    process.removeAllListeners('uncaughtException');
    for (const other of others) process.on('uncaughtException', other);
  };
}
