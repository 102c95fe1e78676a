/** What reads C# as a learner writes it, and runs none of it. */
export { openLanguageServer } from './tab/csharp/compiler.ts';
