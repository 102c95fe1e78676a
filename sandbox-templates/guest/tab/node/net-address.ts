import { codedError } from './errors.ts';

const v4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.|$)){4}$/;
const group = /^[0-9a-f]{1,4}$/i;

export const isIPv4 = (text: unknown): boolean => v4.test(String(text)) && !String(text).endsWith('.');

export function isIPv6(text: unknown): boolean {
  const [address = '', zone, ...rest] = String(text).split('%');
  if (rest.length || zone === '') return false;
  const halves = address.split('::');
  if (halves.length > 2) return false;
  let groups = 0;
  for (const [h, half] of halves.entries()) {
    if (half === '') continue;
    const parts = half.split(':');
    for (const [i, part] of parts.entries()) {
      const last = h === halves.length - 1 && i === parts.length - 1;
      if (last && isIPv4(part)) groups += 2;
      else if (group.test(part)) groups++;
      else return false;
    }
  }
  return halves.length === 2 ? groups < 8 : groups === 8;
}

export const isIP = (text: unknown): 0 | 4 | 6 => (isIPv4(text) ? 4 : isIPv6(text) ? 6 : 0);

/** Whether this sandbox's loopback answers for the address. */
export const isLoopback = (host: string): boolean =>
  /^(?:localhost|127(?:\.\d+){3}|0\.0\.0\.0|::1?|::ffff:127(?:\.\d+){3})$/i.test(host);

/** The address that a host stands for; what is not on the loopback stays as it is. */
export const addressOf = (host: string): string =>
  /^localhost$/i.test(host) || host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;

/** @throws {RangeError} for what is no port number. */
export function checkPort(port: unknown, option = 'options.port'): number {
  const number = typeof port === 'string' && port.trim() !== '' ? Number(port) : port;
  if (typeof number === 'number' && Number.isInteger(number) && number >= 0 && number <= 65535) return number;
  throw codedError(
    RangeError,
    'ERR_SOCKET_BAD_PORT',
    `${option} should be >= 0 and < 65536. Received ${String(port)}.`,
  );
}
