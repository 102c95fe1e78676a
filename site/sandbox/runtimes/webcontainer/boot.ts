import type { WebContainer } from '@webcontainer/api';
import type { Finding } from '../../../../sandbox-templates/guest/webcontainer/try-out.ts';
import { SandboxError, type Reason } from '../../errors/reason.ts';
import type { BootStep } from '../../runtime.ts';
import { settings } from '../../settings.ts';
import { fetchTree, loadClient } from './assets.ts';
import { ClientFrame } from './client-frame.ts';
import { Container } from './container.ts';
import { explainBoot, explainSilence, unreachable } from './failure.ts';
import { isReachable } from './hosts.ts';
import { guestPath } from './layout.ts';
import { readLines, Relay } from './relay.ts';
import { missing } from './requirements.ts';
import { within } from './within.ts';

/** How long each step may take, in seconds. A boot takes about 5, and has been seen to take over 30. */
const limits = {
  loading: 20,
  booting: 45,
  mounting: 10,
  probing: 10,
  /** What loaded speaks soon, or it is asked whether it is what it should be. */ speaking: 3,
};

/** Where what was tried out did not come to an end, nothing is relied on. */
const nothingKnown: Finding = { node: '', http2Fault: 'trying it did not come to an end', heapFollows: false };

/** @throws {SandboxError} with the cause; the signal's reason where that ended it. Either way, nothing is left in the page. */
export async function bootContainer(signal: AbortSignal, onStep: (step: BootStep) => void): Promise<Container> {
  onStep('checking');
  const reason = missing();
  if (reason) throw new SandboxError(reason);

  const from = performance.now();
  onStep('loading');
  const [{ WebContainer, configureAPIKey }, tree] = await explained(
    within(limits.loading, Promise.all([loadClient(), fetchTree()]), signal),
    async () => ({ code: 'connection-lost' }),
  );
  const frame = new ClientFrame();
  let api: WebContainer | null = null;
  try {
    if (settings.webcontainer.clientId) configureAPIKey(settings.webcontainer.clientId);
    // The policy that these pages are served with: site/server/http/isolation.ts.
    const booting = WebContainer.boot({ coep: 'require-corp', workdirName: 'lab' });
    const spoken = Promise.race([frame.ready, blocked(frame), booting.then(() => undefined)]);
    await explained(within(limits.loading, spoken, signal), (error) => explainSilence(error, frame));

    onStep('booting');
    api = await explained(within(limits.booting, booting, signal), (error) => explainBoot(error, frame));

    // From here on, the wait is this site's own. `npm run bench webcontainer` measures it.
    performance.mark('leak-lab:webcontainer-booted');
    onStep('mounting');
    await explained(within(limits.mounting, api.mount(tree), signal), (error) => explainBoot(error, frame));

    onStep('probing');
    const [relay, finding] = await explained(
      within(limits.probing, Promise.all([startRelay(api), tryOut(api)]), signal),
      (error) => explainBoot(error, frame),
    );
    return new Container(api, frame, relay, finding, performance.now() - from);
  } catch (error) {
    api?.teardown();
    frame.retire();
    throw error;
  }
}

/**
 * Rejects as soon as it is plain that the frame's own host cannot be reached: the browser's page of an error has loaded in its place, and
 * never speaks. Of the other hosts nothing is asked before there is trouble.
 */
async function blocked(frame: ClientFrame): Promise<never> {
  await frame.loaded;
  if (
    await within(limits.speaking, frame.ready).then(
      () => true,
      () => false,
    )
  )
    return new Promise<never>(() => undefined);
  if (!frame.address || (await isReachable(frame.address))) return new Promise<never>(() => undefined);
  throw new SandboxError((await unreachable(frame)) ?? { code: 'hosts-unreachable', hosts: [frame.address.hostname] });
}

async function explained<T>(promise: Promise<T>, explain: (error: unknown) => Promise<Reason>): Promise<T> {
  try {
    return await promise;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    if (error instanceof SandboxError) throw error;
    throw new SandboxError(await explain(error), { cause: error });
  }
}

/** @throws where the relay does not say its port. */
async function startRelay(api: WebContainer): Promise<Relay> {
  const relay = new Relay(await api.spawn('node', [guestPath('relay')]));
  const ended = relay.process.exit.then((code) => {
    throw new Error(`The relay ended with exit code ${code}.`);
  });
  await Promise.race([relay.port, ended]);
  ended.catch(() => undefined);
  return relay;
}

async function tryOut(api: WebContainer): Promise<Finding> {
  const process = await api.spawn('node', [guestPath('try-out')]);
  const found = Promise.withResolvers<Finding>();
  void readLines(process.output, (line) => {
    if (line.startsWith('{"node":')) found.resolve(JSON.parse(line) as Finding);
  }).catch(() => undefined);
  const ended = process.exit.then(() => nothingKnown);
  try {
    return await within(limits.probing / 2, Promise.race([found.promise, ended]));
  } catch {
    process.kill();
    return nothingKnown;
  }
}
