import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { translated, type Comments } from '../../files/comments.ts';
import { compile } from './compile.ts';
import { fingerprint, recipeOf, type Recipe } from './recipe.ts';

const templates = fileURLToPath(new URL('../../../../sandbox-templates/', import.meta.url));

/** The texts that the course gives to the tab, in both languages: every exercise as it begins, and its solution. */
export function courseTexts(): { path: string; text: string }[] {
  const tables = globSync('{.,exercises/*}/comments.zh-cn.json', { cwd: templates });
  const comments: Comments = Object.assign(
    {},
    ...tables.map((path) => JSON.parse(readFileSync(templates + path, 'utf8'))),
  );
  return globSync('{sum,exercises/*/{start,solution}}/**/*.{ts,json}', { cwd: templates }).flatMap((path) => {
    const text = readFileSync(templates + path, 'utf8');
    return [text, translated(text, comments)].map((text) => ({ path, text }));
  });
}

/** For each of them what makes its module, by its fingerprint. */
export function courseRecipes(): Record<string, Recipe> {
  const recipes: Record<string, Recipe> = {};
  for (const { path, text } of courseTexts()) {
    const compiled = compile(path, text);
    if ('imports' in compiled && !compiled.ways) recipes[fingerprint(text)] = recipeOf(text, compiled);
  }
  return recipes;
}
