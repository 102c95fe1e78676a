import { builtin } from '../base/builtin.ts';
import { checkObject } from '../base/check.ts';
import { nodeError } from '../base/errors.ts';
import { extraError } from './errors.ts';
import { ErrorCode } from '../base/protocol.ts';
import type { HeadersInput, OutgoingHeaders } from '../fields/outgoing-headers.ts';
import type { FileRange, FileResponseOptions as Options, FileStats } from '../node/extras.ts';
import type { ServerHttp2Stream } from '../node/server-stream.ts';

type FileResponseOptions = Options<ServerHttp2Stream>;
type FileSystem = typeof import('node:fs');

/** A file that is open, and whether it is ours to close. */
interface OpenFile {
  fs: FileSystem;
  fd: number;
  owned: boolean;
}

/** Statuses whose responses have no body (RFC 9110 section 6.4.1; 205 by Node's choice). */
const BODILESS = new Set([204, 205, 304]);

/** Asked for late: a browser has no such module to import. */
function fileSystem(method: string): FileSystem {
  const found = builtin<FileSystem>('node:fs');
  if (typeof found?.createReadStream !== 'function') throw nodeError('ERR_HTTP2_NOT_SUPPORTED', method);
  return found;
}

/** Checks the stream and the options. */
function check(stream: ServerHttp2Stream, options: FileResponseOptions): void {
  if (stream.destroyed || stream.closed) throw nodeError('ERR_HTTP2_INVALID_STREAM');
  if (stream.headersSent) throw nodeError('ERR_HTTP2_HEADERS_SENT');
  checkObject(options, 'options');
  const wanted = { offset: 'number', length: 'number', statCheck: 'function' } as const;
  for (const [name, type] of Object.entries(wanted)) {
    const value = options[name as keyof typeof wanted];
    if (value !== undefined && typeof value !== type)
      throw extraError('ERR_INVALID_ARG_VALUE', `options.${name}`, value);
  }
  stream._touch();
}

/** The response's headers as they may still be changed. */
function headersOf(stream: ServerHttp2Stream, given: HeadersInput | undefined): OutgoingHeaders {
  if (given !== undefined) checkObject(given, 'headers');
  const headers = Object.assign(Object.create(null), given) as OutgoingHeaders;
  const status = Number(headers[':status'] ?? 200) | 0;
  headers[':status'] = status;
  if (status < 200 || status > 599) throw nodeError('ERR_HTTP2_STATUS_INVALID', status);
  if (BODILESS.has(status) || stream.headRequest) throw extraError('ERR_HTTP2_PAYLOAD_FORBIDDEN', status);
  return headers;
}

function rangeOf({ offset = 0, length = -1 }: FileResponseOptions): FileRange {
  return { offset, length };
}

/** Responds with what a file descriptor, or a `FileHandle` of `fs/promises`, gives; the program closes it. */
export function respondWithFD(
  stream: ServerHttp2Stream,
  given: unknown,
  headersGiven?: HeadersInput,
  options: FileResponseOptions = {},
): void {
  const fs = fileSystem('respondWithFD()');
  check(stream, options);
  const fd =
    typeof given === 'object' && given !== null && typeof (given as { fd?: unknown }).fd === 'number'
      ? (given as { fd: number }).fd
      : given;
  if (typeof fd !== 'number')
    throw nodeError('ERR_INVALID_ARG_TYPE', 'fd', 'of type number or an instance of FileHandle', given);
  const headers = headersOf(stream, headersGiven);
  const file = { fs, fd, owned: false };
  const { statCheck } = options;
  if (statCheck === undefined) {
    send(stream, file, headers, rangeOf(options), options);
    return;
  }
  fs.fstat(fd, (error, stats) => {
    if (error !== null) {
      stream.destroy(error);
      return;
    }
    if (stream.destroyed || stream.closed) {
      stream.destroy(nodeError('ERR_HTTP2_INVALID_STREAM'));
      return;
    }
    const range = rangeOf(options);
    if (approved(stream, stats, headers, range, options)) send(stream, file, headers, range, options);
  });
}

/** Responds with a file, with its length as content-length where it is a regular one. */
export function respondWithFile(
  stream: ServerHttp2Stream,
  path: string | URL | Uint8Array,
  headersGiven?: HeadersInput,
  options: FileResponseOptions = {},
): void {
  const fs = fileSystem('respondWithFile()');
  check(stream, options);
  const headers = headersOf(stream, headersGiven);
  const fail = (error: Error) => {
    if (options.onError === undefined) stream.destroy(error);
    else options.onError(error);
  };
  fs.open(path as string, 'r', (openError, fd) => {
    if (openError !== null) {
      fail(openError);
      return;
    }
    const file = { fs, fd, owned: true };
    if (stream.destroyed || stream.closed) {
      close(file);
      return;
    }
    fs.fstat(fd, (error, stats) => {
      const reason = error ?? unsendable(stats, options);
      if (reason !== null) {
        close(file);
        fail(reason);
      } else if (stream.destroyed || stream.closed) {
        close(file);
        stream.destroy(nodeError('ERR_HTTP2_INVALID_STREAM'));
      } else {
        sendFile(stream, file, stats, headers, options);
      }
    });
  });
}

/** Why a file cannot be sent as it is asked for, or null. */
function unsendable(stats: FileStats, { offset, length }: FileResponseOptions): Error | null {
  if (stats.isDirectory()) return extraError('ERR_HTTP2_SEND_FILE');
  const partial = offset !== undefined || length !== undefined;
  return partial && !stats.isFile() ? extraError('ERR_HTTP2_SEND_FILE_NOSEEK') : null;
}

/** Shows the file to the program. False where it has given another answer, or none is wanted any more. */
function approved(
  stream: ServerHttp2Stream,
  stats: FileStats,
  headers: OutgoingHeaders,
  range: FileRange,
  { statCheck }: FileResponseOptions,
): boolean {
  const refused = statCheck?.call(stream, stats, headers, range) === false;
  return !refused && !stream.headersSent && !stream.closed && !stream.destroyed;
}

function sendFile(
  stream: ServerHttp2Stream,
  file: OpenFile,
  stats: FileStats,
  headers: OutgoingHeaders,
  options: FileResponseOptions,
): void {
  const range = stats.isFile() ? rangeOf(options) : { offset: -1, length: -1 };
  let proceeds = false;
  try {
    proceeds = approved(stream, stats, headers, range, options);
  } finally {
    // Also where it throws.
    if (!proceeds) close(file);
  }
  if (!proceeds) return;
  if (stats.isFile()) {
    const rest = Math.max(0, stats.size - range.offset);
    range.length = range.length < 0 ? rest : Math.min(rest, range.length);
    headers['content-length'] = range.length;
  }
  send(stream, file, headers, range, options);
}

function send(
  stream: ServerHttp2Stream,
  file: OpenFile,
  headers: OutgoingHeaders,
  { offset, length }: FileRange,
  { waitForTrailers, sendDate }: FileResponseOptions,
): void {
  try {
    stream.respond(headers, { waitForTrailers: waitForTrailers === true, sendDate: sendDate !== false });
  } catch (error) {
    if (file.owned) close(file);
    stream.destroy(error as Error);
    return;
  }
  if (length === 0) {
    if (file.owned) close(file);
    stream.end();
    return;
  }
  const body = file.fs.createReadStream('', {
    fd: file.fd,
    autoClose: file.owned,
    // What is no regular file has no places: it is read from where it stands.
    ...(offset >= 0 ? { start: offset } : {}),
    ...(length > 0 ? { end: Math.max(offset, 0) + length - 1 } : {}),
  });
  body.on('error', () => stream.close(ErrorCode.INTERNAL_ERROR));
  // Destroyed it would close its file, whoever's that is.
  stream.once('close', () => (file.owned ? body.destroy() : body.unpipe(stream)));
  // To the program the response is ended with this, as in Node: when it ends the stream too, that must not cut the file short.
  const end = stream.end.bind(stream);
  stream.end = (...values: unknown[]) => {
    const callback = values.at(-1);
    if (typeof callback === 'function') stream.once('finish', callback as () => void);
    return stream;
  };
  body.once('end', () => end());
  body.pipe(stream, { end: false });
}

function close({ fs, fd }: OpenFile): void {
  fs.close(fd, (error) => {
    if (error !== null && error !== undefined) throw error;
  });
}
