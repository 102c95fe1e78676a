let warned = false;

/** Warns once of what Node calls DEP0194: priorities, which RFC 9113 section 5.3 took out of HTTP/2. */
export function warnOfPriorities(message: string): void {
  if (warned) return;
  warned = true;
  process.emitWarning?.(message, 'DeprecationWarning', 'DEP0194');
}
