import recipes from 'virtual:leak-lab/tab-recipes';
import type { ModuleText } from '../../../../sandbox-templates/guest/tab/protocol.ts';
import { importer } from '../importer.ts';
import type { compile } from './compile.ts';
import { fingerprint, follow } from './recipe.ts';

/** What a text of the course's own becomes, for which no compiler is needed; null for any other. */
export function given(text: string): ModuleText | null {
  const recipe = recipes[fingerprint(text)];
  return recipe ? follow(text, recipe) : null;
}

const importCompile = importer(() => import('./compile.ts'));

/** What reads all others: a parser of TypeScript, heavier than most of an open sandbox. @throws where it cannot be fetched. */
export const compiler = async (): Promise<typeof compile> => (await importCompile()).compile;
