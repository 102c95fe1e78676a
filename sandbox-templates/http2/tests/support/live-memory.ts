/** What the objects of this process hold, in octets: its heap, and what they have outside of it. Needs --expose-gc. */
export async function liveMemory(): Promise<number> {
  // Some objects go only when a turn after a collection has let go of them.
  for (let round = 0; round < 4; round++) {
    globalThis.gc!();
    await new Promise((resolve) => setImmediate(resolve));
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
