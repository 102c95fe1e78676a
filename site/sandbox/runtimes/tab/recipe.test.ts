import { expect, test } from 'vitest';
import { compile } from './compile.ts';
import { fingerprint, follow } from './recipe.ts';
import { courseRecipes, courseTexts } from './recipes.ts';

const recipes = JSON.parse(JSON.stringify(courseRecipes())) as ReturnType<typeof courseRecipes>;
const texts = courseTexts();

test('every text of the course becomes by its recipe what the compiler makes of it', () => {
  expect(texts.length).toBeGreaterThan(100);
  for (const { path, text } of texts)
    expect(follow(text, recipes[fingerprint(text)]!), path).toEqual(compile(path, text));
});

test('no two texts have one fingerprint, nor has one that was changed by a character', () => {
  const different = new Set(texts.map(({ text }) => text));
  expect(new Set(Array.from(different, fingerprint)).size).toBe(different.size);
  for (const text of different)
    for (let at = 0; at < text.length; at += 97) {
      const changed = `${text.slice(0, at)}${text[at] === 'x' ? 'y' : 'x'}${text.slice(at + 1)}`;
      expect(recipes).not.toHaveProperty([fingerprint(changed)]);
    }
});
