import { SandboxError, type Reason, type ReasonCode } from '../../errors/reason.ts';
import type { ClientFrame } from './client-frame.ts';
import { unreachableHosts } from './hosts.ts';
import { TimedOut } from './within.ts';

/**
 * What the container's hosts say when they refuse. Nothing documents their words, so these look for what each must speak of; the words
 * themselves are shown beneath the sentence.
 */
const refusals: readonly { code: ReasonCode; speaksOf: RegExp }[] = [
  { code: 'out-of-memory', speaksOf: /out of memory|allocat|WebAssembly\.Memory|insufficient memory/i },
  { code: 'storage-blocked', speaksOf: /cookie|storage|service ?worker/i },
  { code: 'unlicensed', speaksOf: /licen[cs]e|unauthori[sz]ed|forbidden|not allowed|client.?id|api.?key|\b40[13]\b/i },
  { code: 'version-refused', speaksOf: /version|incompatible|outdated/i },
];

/** Why the client's boot ended with this error. */
export async function explainBoot(error: unknown, frame: ClientFrame): Promise<Reason> {
  if (error instanceof SandboxError) return error.reason;
  const message = [error instanceof Error ? error.message : String(error), ...frame.warnings].join('\n');
  const told = refusals.find(({ speaksOf }) => speaksOf.test(message));
  // An error of the network's own says nothing of what it went to.
  if (!told || error instanceof TimedOut) {
    const hosts = await unreachable(frame);
    if (hosts) return hosts;
  }
  if (told) return { code: told.code, message };
  return error instanceof TimedOut
    ? { code: 'boot-timeout', seconds: error.seconds }
    : { code: 'boot-failed', message };
}

/** Why the client's frame stayed silent. */
export async function explainSilence(error: unknown, frame: ClientFrame): Promise<Reason> {
  if (error instanceof SandboxError) return error.reason;
  if (!(error instanceof TimedOut)) return explainBoot(error, frame);
  return (await unreachable(frame)) ?? { code: 'storage-blocked', message: frame.warnings.join('\n') || undefined };
}

export async function unreachable(frame: ClientFrame): Promise<Reason | null> {
  const hosts = frame.address ? await unreachableHosts(frame.address) : [];
  return hosts.length ? { code: 'hosts-unreachable', hosts } : null;
}
