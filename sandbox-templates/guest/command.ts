import type { Command } from '../../site/sandbox/protocol/commands.ts';

const commandTypes: readonly unknown[] = [
  'collect',
  'measure',
  'hold',
  'delay',
  'look',
  'look-away',
  'snapshot',
  'end',
] satisfies Command['type'][];

/** Takes what came and returns it as a command, or null where it is none. */
export function decodeCommand(value: unknown): Command | null {
  if (typeof value !== 'object' || value === null) return null;
  const { type } = value as Record<string, unknown>;
  return commandTypes.includes(type) ? ({ type } as Command) : null;
}
