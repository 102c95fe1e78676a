import { createServer } from 'vite';
import { defineSettings, readSettings } from '../build/settings.ts';

/** Loads exercises outside a page. */
export interface ExerciseLoader extends AsyncDisposable {
  loadExercise: typeof import('../sandbox/exercises/exercises.ts')['loadExercise'];
}

/** Through Vite, because the page's own loader finds the exercises by import.meta.glob. @param root the repository's folder */
export async function exerciseLoader(root: string): Promise<ExerciseLoader> {
  const vite = await createServer({
    root,
    configFile: false,
    appType: 'custom',
    define: defineSettings(readSettings({})),
    server: { middlewareMode: true, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
  });
  const { loadExercise } = (await vite.ssrLoadModule(
    '/site/sandbox/exercises/exercises.ts',
  )) as typeof import('../sandbox/exercises/exercises.ts');
  return { loadExercise, [Symbol.asyncDispose]: () => vite.close() };
}
