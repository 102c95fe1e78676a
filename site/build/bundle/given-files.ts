const given = /\/sandbox-templates\/(sum|exercises\/[^/]+)\/.*\.(\w+)\?raw$/;

/**
 * The texts that a sandbox begins with: a chunk for what all share, and one for each exercise, in either language. Compressed together they are a quarter smaller,
 * and a sandbox that opens knows fewer names.
 */
export const givenFiles = {
  test: given,
  name(id: string): string | null {
    const [, folder, extension] = given.exec(id) ?? [];
    return folder === undefined ? null : `${folder.split('/').at(-1)}-${extension === 'cs' ? 'csharp' : 'files'}`;
  },
};
