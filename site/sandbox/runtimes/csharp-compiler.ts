/** The C# compiler, for who reads what a learner writes and runs none of it. */
export { compile } from './tab/csharp/compiler.ts';
export type { Fault } from './tab/csharp/compiled.ts';
