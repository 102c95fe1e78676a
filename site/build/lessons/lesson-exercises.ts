/** The exercises whose sandboxes stand in a lesson, in the order of its text. */
export const exercisesIn = (mdx: string): string[] =>
  [...mdx.matchAll(/<Sandbox id="([\w-]+)"/g)].map(([, exercise]) => exercise!);
