const warned = new Set<string>();

/** Warns once of each kind. */
function warn(kind: string, message: string, type: string, code?: string): void {
  if (warned.has(kind)) return;
  warned.add(kind);
  process.emitWarning?.(message, type, code);
}

/** What Node calls DEP0194: priorities, which RFC 9113 section 5.3 took out of HTTP/2. */
export function warnOfPriorities(message: string): void {
  warn('priorities', message, 'DeprecationWarning', 'DEP0194');
}

/** A field cannot be sent with the value that it was given. */
export function warnOfValue(name: string): void {
  warn('value', `The HTTP/2 header field "${name}" is left out: no field may hold such characters`, 'Warning');
}
