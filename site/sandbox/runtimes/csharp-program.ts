import { SandboxError } from '../errors/reason.ts';
import { importer } from './importer.ts';

const load = importer(() => import('./csharp/program.ts'));

/** What compiles C# and readies .NET for it. @throws {SandboxError} where it cannot be fetched. */
export async function importProgram(): ReturnType<typeof load> {
  try {
    return await load();
  } catch (error) {
    throw new SandboxError({ code: 'no-compiler', message: String(error) });
  }
}
