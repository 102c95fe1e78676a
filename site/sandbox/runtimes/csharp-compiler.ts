/** What reads C# as a learner writes it, and runs none of it. */
export { openLanguageServer } from './csharp/compiler.ts';
