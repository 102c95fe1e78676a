import { expect, it } from 'vitest';
import { briefComments } from './brief-comments.ts';

it('leaves the first paragraph of a comment, and what is deprecated; all else of a file stays', () => {
  const text = `// The licence.
declare module "node:thing" {
  /**
   * Adds \`callback\` to {@link queue}.
   *
   * \`\`\`js
   * add(() => {});
   * \`\`\`
   * @since v0.1
   * @deprecated Since v20. Use \`push\`.
   * @param callback What to call
   */
  function add(callback: (glob: "/** all */") => void): void;
  /**
   * @since v0.2
   */
  interface Queue {
    /** How many. */
    size: number;
  }
}
`;
  expect(briefComments(text)).toBe(`// The licence.
declare module "node:thing" {
  /** Adds \`callback\` to {@link queue}.
@deprecated Since v20. Use \`push\`. */
  function add(callback: (glob: "/** all */") => void): void;
  
  interface Queue {
    /** How many. */
    size: number;
  }
}
`);
});
