import { builtin } from '../base/builtin.ts';
import { errorsOf } from '../base/errors.ts';
import type { Errors } from '../base/errors.ts';

/** The value as `util.inspect` shows it, where the host has that. */
function inspected(value: unknown): string {
  const util = builtin<{ inspect?: (value: unknown) => string }>('node:util');
  return util?.inspect?.(value) ?? (typeof value === 'string' ? `'${value}'` : String(value));
}

/** What only extensions and the compatibility API throw: a tab does without these words. */
export const extraError = errorsOf({
  ERR_HTTP2_ALTSVC_INVALID_ORIGIN: [TypeError, () => 'HTTP/2 ALTSVC frames require a valid origin'],
  ERR_HTTP2_ALTSVC_LENGTH: [TypeError, () => 'HTTP/2 ALTSVC frames are limited to 16382 bytes'],
  ERR_HTTP2_INFO_STATUS_NOT_ALLOWED: [RangeError, () => 'Informational status codes cannot be used'],
  ERR_HTTP2_INVALID_HEADER_VALUE: [
    TypeError,
    (value: unknown, name: string) => `Invalid value "${String(value)}" for header "${name}"`,
  ],
  ERR_HTTP2_INVALID_ORIGIN: [TypeError, () => 'HTTP/2 ORIGIN frames require a valid origin'],
  ERR_HTTP2_NESTED_PUSH: [Error, () => 'A push stream cannot initiate another push stream.'],
  ERR_HTTP2_ORIGIN_LENGTH: [TypeError, () => 'HTTP/2 ORIGIN frames are limited to 16382 bytes'],
  ERR_HTTP2_PAYLOAD_FORBIDDEN: [Error, (status: number) => `Responses with ${status} status must not have a payload`],
  ERR_HTTP2_PSEUDOHEADER_NOT_ALLOWED: [TypeError, () => 'Cannot set HTTP/2 pseudo-headers'],
  ERR_HTTP2_PUSH_DISABLED: [Error, () => 'HTTP/2 client has disabled push streams'],
  ERR_HTTP2_SEND_FILE: [Error, () => 'Directories cannot be sent'],
  ERR_HTTP2_SEND_FILE_NOSEEK: [Error, () => 'Offset or length can only be specified for regular files'],
  ERR_HTTP2_TOO_MANY_ORIGINS: [
    Error,
    (limit: number) => `The server sent more ORIGIN frames than the allowed number of ${limit}`,
  ],
  ERR_INVALID_ARG_VALUE: [
    TypeError,
    (name: string, value: unknown) =>
      `The ${name.includes('.') ? 'property' : 'argument'} '${name}' is invalid. Received ${inspected(value)}`,
  ],
  ERR_INVALID_CHAR: [
    TypeError,
    (field: string | undefined, what = 'header content') =>
      `Invalid character in ${what}${field === undefined ? '' : ` ["${field}"]`}`,
  ],
  ERR_STREAM_WRITE_AFTER_END: [Error, () => 'write after end'],
} as const satisfies Errors);
