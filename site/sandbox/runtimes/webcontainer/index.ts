import type { Runtime } from '../../runtime.ts';
import { fetchTree, warmClient } from './assets.ts';
import { missing } from './requirements.ts';
import { WebContainerSandbox } from './sandbox.ts';

/** The programs run in a container that StackBlitz serves into the page: a whole Node, with a shell. */
export const runtime: Runtime = {
  id: 'webcontainer',
  unavailable: async () => missing(),
  // What is this site's own. Nothing is asked of another before the reader acts.
  warm() {
    warmClient();
    void fetchTree().catch(() => undefined);
  },
  boot: WebContainerSandbox.boot,
};
