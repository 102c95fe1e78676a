import { runtimeIds, type RuntimeId } from '../sandbox/runtime.ts';
import type { Settings } from '../sandbox/settings.ts';
import type { CsharpClient } from './csharp/client.ts';

/**
 * The site's settings, from `SITE_RUNTIMES` (such as `local,tab`; what is left out is turned off) and
 * `SITE_WEBCONTAINER_CLIENT_ID`. @throws where they hold what cannot be meant.
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const order = env.SITE_RUNTIMES?.trim() ? readOrder(env.SITE_RUNTIMES) : runtimeIds;
  const clientId = env.SITE_WEBCONTAINER_CLIENT_ID?.trim() || undefined;
  const enabled = order.includes('webcontainer');
  if (clientId !== undefined && !enabled)
    throw new Error(
      'SITE_WEBCONTAINER_CLIENT_ID is set, and SITE_RUNTIMES leaves "webcontainer" out. Put it in, or leave the client id unset.',
    );
  return { order, webcontainer: { enabled, clientId } };
}

/** How a build puts the settings into the pages: Vite's `define`. */
export const defineSettings = (
  settings: Settings,
  csharp: CsharpClient | null = null,
  pageFile = '',
): Record<string, string> => ({
  __SETTINGS__: JSON.stringify(settings),
  __WEBCONTAINER__: String(settings.webcontainer.enabled),
  __CSHARP__: String(csharp !== null),
  __CSHARP_CLIENT__: JSON.stringify(csharp),
  __PAGE_FILE__: JSON.stringify(pageFile),
});

function readOrder(text: string): readonly RuntimeId[] {
  const names = text.split(',').map((name) => name.trim());
  const wrong = names.filter((name) => !runtimeIds.includes(name as RuntimeId));
  const choice = `It takes one or more of ${runtimeIds.join(', ')}, separated by commas, the first choice first.`;
  if (wrong.length)
    throw new Error(`SITE_RUNTIMES is "${text}", and there is no runtime "${wrong.join('", "')}". ${choice}`);
  if (new Set(names).size < names.length)
    throw new Error(`SITE_RUNTIMES is "${text}", which names a runtime twice. ${choice}`);
  return names as RuntimeId[];
}
