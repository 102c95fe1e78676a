/** The named assemblies of a graph and all that these refer to, of those that are in it. Each once, in the order in which they are met. */
export function closureOf(graph: Readonly<Record<string, readonly string[]>>, roots: readonly string[]): string[] {
  const met = new Set<string>();
  const meet = (name: string): void => {
    if (met.has(name) || !Object.hasOwn(graph, name)) return;
    met.add(name);
    graph[name]!.forEach(meet);
  };
  roots.forEach(meet);
  return [...met];
}
