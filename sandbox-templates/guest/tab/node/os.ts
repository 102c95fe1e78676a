import { notHere, systemErrorName } from './errors.ts';

export const EOL = '\n';
export const devNull = '/dev/null';
export const hostname = (): string => 'localhost';
export const platform = (): string => 'linux';
export const type = (): string => 'Browser';
export const release = (): string => '0';
export const arch = (): string => 'wasm32';
export const endianness = (): string => 'LE';
export const homedir = (): string => '/';
export const tmpdir = (): string => '/tmp';
export const uptime = (): number => performance.now() / 1000;
export const availableParallelism = (): number => navigator.hardwareConcurrency;
export const cpus = (): { model: string; speed: number }[] =>
  Array.from({ length: availableParallelism() }, () => ({ model: 'unknown', speed: 0 }));
export const networkInterfaces = (): object => ({
  lo: [{ address: '127.0.0.1', netmask: '255.0.0.0', family: 'IPv4', internal: true, cidr: '127.0.0.1/8' }],
});
export const loadavg = (): number[] => [0, 0, 0];

export function totalmem(): never {
  throw notHere('A figure for the memory of this machine');
}
export const freemem = totalmem;

const errno = Object.fromEntries([-98, -99, -111, -104, -101, -32].map((number) => [systemErrorName(number), -number]));
export const constants = { errno, signals: { SIGINT: 2, SIGKILL: 9, SIGTERM: 15 } };
