import { received } from '../../../http2/base/errors.ts';

/** What libuv calls the errors of sockets, by code: its number on Linux, and its words. */
const systemErrors = {
  EADDRINUSE: [-98, 'address already in use'],
  EADDRNOTAVAIL: [-99, 'address not available'],
  ECONNREFUSED: [-111, 'connection refused'],
  ECONNRESET: [-104, 'connection reset by peer'],
  ENETUNREACH: [-101, 'network is unreachable'],
  ENOTFOUND: [-3008, 'name does not exist'],
  EPIPE: [-32, 'broken pipe'],
} as const;

export type SystemErrorCode = keyof typeof systemErrors;

export interface SystemError extends Error {
  code: string;
  errno: number;
  syscall: string;
  address?: string;
  port?: number;
}

/** An error as Node's sockets give it, e.g. `connect ECONNREFUSED 127.0.0.1:5000`. */
export function systemError(code: SystemErrorCode, syscall: string, address?: string, port?: number): SystemError {
  const [errno, words] = systemErrors[code];
  const place = address === undefined ? '' : ` ${address}${port === undefined ? '' : `:${port}`}`;
  const message = syscall === 'listen' ? `listen ${code}: ${words}${place}` : `${syscall} ${code}${place}`;
  return Object.assign(new Error(message), {
    errno,
    code,
    syscall,
    ...(address !== undefined && { address }),
    ...(port !== undefined && { port }),
  });
}

/** The name of an errno, e.g. `ECONNREFUSED` for -111. */
export const systemErrorName = (errno: number): string =>
  Object.entries(systemErrors).find(([, [number]]) => number === errno)?.[0] ?? `Unknown system error ${errno}`;

/** An error with one of Node's own codes, e.g. `ERR_SOCKET_BAD_PORT`. */
export function codedError<E extends Error>(
  Type: new (message: string) => E,
  code: string,
  message: string,
): E & { code: string } {
  const error = Object.assign(new Type(message), { code });
  // Node's errors name their code in the stack's first line, and keep their plain name.
  Object.defineProperty(error, 'stack', {
    value: error.stack?.replace(error.name, `${error.name} [${code}]`),
    configurable: true,
    writable: true,
  });
  return error;
}

/** What a place without the thing answers with, in words that say so. */
export const notHere = (what: string): Error & { code: string } =>
  codedError(Error, 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM', `${what} is not there in a browser tab.`);

/** What an argument of another type than `wanted`, such as `of type string`, is answered with. */
export const wrongType = (name: string, wanted: string, value: unknown): Error & { code: string } =>
  codedError(TypeError, 'ERR_INVALID_ARG_TYPE', `The "${name}" argument must be ${wanted}. ${received(value)}`);

/** What ends a wait whose signal aborts. */
export const abortError = (signal: AbortSignal): Error & { code: string } =>
  Object.assign(new Error('The operation was aborted', { cause: signal.reason }), {
    name: 'AbortError',
    code: 'ABORT_ERR',
  });
