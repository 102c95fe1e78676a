/** Whose client C# programs are given: MagicOnion's own, of its package, or our reading of it (`sandbox-templates/csharp/MagicOnion`). */
export type CsharpClient = 'package' | 'reading';

/**
 * Whose client a build takes: the one that is wanted, or else MagicOnion's where its package can be restored; and why, for the person who builds.
 * @param restore tries that: null, or why not.
 */
export async function chooseClient(
  wanted: CsharpClient | null,
  restore: () => Promise<string | null>,
): Promise<{ client: CsharpClient; because: string }> {
  if (wanted) return { client: wanted, because: `SITE_MAGICONION is ${wanted}` };
  const missing = await restore();
  return missing === null
    ? { client: 'package', because: 'its package could be restored' }
    : { client: 'reading', because: missing };
}

/** What `SITE_MAGICONION` holds; null where it leaves the choice to the build. @throws where it holds what cannot be meant. */
export function wantedClient(value: string | undefined): CsharpClient | null {
  const wanted = value?.trim();
  if (!wanted) return null;
  if (wanted === 'package' || wanted === 'reading') return wanted;
  throw new Error(`SITE_MAGICONION is "${wanted}". It takes package or reading, or is left unset.`);
}

/**
 * Why packages cannot be restored, from what `dotnet restore` says in English; null where it is for something else.
 * NU1101: no such package; NU1102: not in that version; NU1301: no registry.
 */
export function whyNotRestored(said: string): string | null {
  const missing = [...said.matchAll(/NU110[12]: Unable to find package ([\w.]*\w)/g)].map(([, name]) => name);
  if (missing.length) return `no package registry here has ${[...new Set(missing)].join(', ')}`;
  return /NU1301/.test(said) ? 'no package registry can be reached' : null;
}
