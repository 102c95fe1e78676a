/** What the learner's program is written in. The server is TypeScript's. */
export type Language = 'typescript' | 'csharp';
