import { within } from './within.ts';

/** A host that answers does so sooner. */
const limitSeconds = 5;
/** The browser reports what its embedder policy blocked a little after the request failed. */
const reportWithin = 0.2; // seconds

/**
 * What a container is loaded from, besides the frame's own host, by how an allow-list names it. Each address is of a shape that is in use
 * there; whatever it answers, it was reached.
 */
const others: Readonly<Record<string, string>> = {
  '*.staticblitz.com': 'https://c.staticblitz.com/',
  'w-corp-staticblitz.com': 'https://w-corp-staticblitz.com/',
  '*.webcontainer.io': 'https://leak-lab--0--probe.local-corp.webcontainer.io/',
};

/** The hosts that cannot be reached from here, by how an allow-list names them. `frame` is the address that the client's frame has. */
export async function unreachableHosts(frame: URL): Promise<string[]> {
  const policy = watchPolicy();
  const hosts = [[frame.hostname, frame.href] as const, ...(policy ? Object.entries(others) : [])];
  const reached = await Promise.all(hosts.map(([, address]) => answers(address, policy)));
  policy?.end();
  return hosts.flatMap(([name], i) => (reached[i] ? [] : [name]));
}

/** Whether something answers there. */
export async function isReachable(address: URL): Promise<boolean> {
  const policy = watchPolicy();
  const reached = await answers(address.href, policy);
  policy?.end();
  return reached;
}

async function answers(address: string, policy: ReturnType<typeof watchPolicy>): Promise<boolean> {
  try {
    await fetch(address, {
      mode: 'no-cors',
      credentials: 'omit',
      cache: 'no-store',
      signal: AbortSignal.timeout(limitSeconds * 1000),
    });
    return true;
  } catch {
    // An answer that this page's policy withheld is an answer.
    return (
      policy !== null &&
      within(reportWithin, policy.blocked(address)).then(
        () => true,
        () => false,
      )
    );
  }
}

/** Tells of answers that were withheld since they do not consent to be embedded; null in browsers that do not tell (Firefox, Safari). */
function watchPolicy() {
  if (!('ReportingObserver' in globalThis)) return null;
  const waiting = new Map<string, PromiseWithResolvers<void>>();
  const of = (address: string) => {
    let entry = waiting.get(address);
    if (!entry) waiting.set(address, (entry = Promise.withResolvers<void>()));
    return entry;
  };
  const observer = new ReportingObserver((reports) => {
    for (const { type, body } of reports) {
      const { blockedURL } = (body ?? {}) as { blockedURL?: string };
      if (type === 'coep' && blockedURL) of(blockedURL).resolve();
    }
  });
  observer.observe();
  return { blocked: (address: string) => of(address).promise, end: () => observer.disconnect() };
}
