import type { CodeLine } from '../../../../sandbox-templates/guest/tab/csharp/protocol.ts';
import { decodeCommand } from '../../../../sandbox-templates/guest/command.ts';
import type { Command } from '../../protocol/commands.ts';
import { longestPath } from '../../files/file-path.ts';
import { decodeMessage, decodeReason, type GuestMessage } from '../../protocol/messages.ts';
import type { Reason, ReasonCode } from '../../errors/reason.ts';
import type { FileTree, RunOptions } from '../../runtime.ts';

/** What the page and the local server say to each other. One WebSocket is one sandbox: when it closes, the sandbox is gone. */
export const infoPath = '/runtime/local';
export const socketPath = '/runtime/local/sandbox';
export const subprotocol = 'leak-lab.1';

/**
 * Who has the key proves it, and never shows it: with the hex of HMAC-SHA-256, by the key, of this text over the challenge that `challengePath`
 * answers. A server has another challenge each time it starts. So what a page shows to whoever listens at its port lets them in nowhere.
 */
export const challengePath = '/runtime/local/challenge';
export const proofText = (challenge: string, origin: string): string => `${challenge} ${origin}`;
/** Before the proof, in a request's `Authorization`, and, for a WebSocket, which has no such header, in one more subprotocol. */
export const proofScheme = 'Leak-Lab ';
export const proofSubprotocol = 'leak-lab.proof.';
/** Where a browser keeps the key, in its IndexedDB. */
export const keyPlace = { database: 'leak-lab-key', store: 'keys', name: 'local' } as const;

export interface Challenge {
  challenge: string;
}

/** What `infoPath` answers to a page of this server that proves to have its key. */
export interface Info {
  /** Of the server's Node, which is also the programs'. */
  node: string;
  /** What confines the programs besides Node's permission model: Bubblewrap, or nothing. */
  wall: 'bubblewrap' | 'permissions';
  /** Of the .NET that runs programs in C#; or why none does. */
  dotnet: { version: string } | { missing: DotnetMissing };
}

/** Nothing confines it here, there is no .NET 10 that runs the host, or no host. As the page has a sentence for it. */
export type DotnetMissing = Extract<ReasonCode, 'no-wall' | 'no-dotnet' | 'not-built'>;
const whyMissing: readonly unknown[] = ['no-wall', 'no-dotnet', 'not-built'] satisfies DotnetMissing[];

/** A program in C#, as the page has compiled it. */
export interface DotnetProgram {
  /** In base 64. */
  readonly assembly: string;
  readonly lines: readonly CodeLine[];
}

/** `id` counts up on each socket. Every request but `command` and `stop` is answered by `done` or `failed`; a run's `done` follows its `exit`. */
export type Request =
  | { type: 'open'; id: number; files: FileTree }
  | { type: 'write'; id: number; path: string; text: string }
  | { type: 'remove'; id: number; path: string }
  | ({ type: 'run'; id: number; program: string; dotnet?: DotnetProgram } & Pick<
      RunOptions,
      'probe' | 'env' | 'octets'
    >)
  | { type: 'command' /** The run's. */; id: number; command: Command }
  | { type: 'stop' /** The run's. */; id: number }
  | { type: 'dispose'; id: number };

export type Reply =
  | { type: 'done'; id: number }
  | { type: 'failed'; id: number; reason: Reason }
  | { type: 'message' /** The run's. */; id: number; message: GuestMessage };

/** WebSocket close codes (RFC 6455, section 7.4.1, and IANA's registry) that tell the page a cause. */
export const closeCodes = { badRequest: 1008, tooLarge: 1009, tooMany: 1013 } as const;

export const limits = {
  /** Bytes of one message to the server: every file of a sandbox at once, as JSON. */
  message: 2 * 1024 * 1024,
  files: 200,
  /** Bytes of all files of one sandbox. */
  fileBytes: 1024 * 1024,
  /** Characters of one path. */
  path: longestPath,
  /** Sandboxes at once, over all pages. */
  sandboxes: 16,
  /** Programs at once in one sandbox. */
  programs: 4,
} as const;

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isId = (value: unknown): value is number => Number.isSafeInteger(value);
const isString = (value: unknown): value is string => typeof value === 'string';
const isTexts = (value: unknown): value is Record<string, string> =>
  isObject(value) && Object.values(value).every(isString);

const isDotnetProgram = (value: unknown): boolean =>
  isObject(value) &&
  isString(value.assembly) &&
  Array.isArray(value.lines) &&
  value.lines.every(
    (line) =>
      isObject(line) &&
      [line.method, line.offset, line.number, line.column].every(Number.isSafeInteger) &&
      isString(line.file),
  );

/** Takes what came over the socket and returns it as a request, or null where it is not one. Says nothing of limits and paths. */
export function decodeRequest(data: string): Request | null {
  const value = parse(data);
  if (!isObject(value) || !isId(value.id)) return null;
  switch (value.type as Request['type']) {
    case 'open':
      return isTexts(value.files) ? (value as unknown as Request) : null;
    case 'write':
      return isString(value.path) && isString(value.text) ? (value as unknown as Request) : null;
    case 'remove':
      return isString(value.path) ? (value as unknown as Request) : null;
    case 'run':
      return isString(value.program) &&
        (value.probe === 'heap' || value.probe === 'served') &&
        (value.env === undefined || isTexts(value.env)) &&
        (value.octets === undefined || typeof value.octets === 'boolean') &&
        (value.dotnet === undefined || isDotnetProgram(value.dotnet))
        ? (value as unknown as Request)
        : null;
    case 'command': {
      const command = decodeCommand(value.command);
      return command && { type: 'command', id: value.id, command };
    }
    case 'stop':
    case 'dispose':
      return value as unknown as Request;
    default:
      return null;
  }
}

export function decodeReply(data: string): Reply | null {
  const value = parse(data);
  if (!isObject(value) || !isId(value.id)) return null;
  switch (value.type as Reply['type']) {
    case 'done':
      return { type: 'done', id: value.id };
    case 'failed': {
      const reason = decodeReason(value.reason);
      return reason && { type: 'failed', id: value.id, reason };
    }
    case 'message': {
      const message = decodeMessage(value.message);
      return message && { type: 'message', id: value.id, message };
    }
    default:
      return null;
  }
}

export const isChallenge = (value: unknown): value is Challenge => isObject(value) && isString(value.challenge);

export const isInfo = (value: unknown): value is Info =>
  isObject(value) &&
  isString(value.node) &&
  (value.wall === 'bubblewrap' || value.wall === 'permissions') &&
  isObject(value.dotnet) &&
  (isString(value.dotnet.version) || whyMissing.includes(value.dotnet.missing));

function parse(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return null; // not JSON: not a message either, which the callers say
  }
}
