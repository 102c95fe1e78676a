import type { ModuleText } from '../../../../sandbox-templates/guest/tab/protocol.ts';

/** How a text becomes the module that `compile` made of it, without reading it again. A tenth of either. */
export interface Recipe extends Pick<ModuleText, 'imports' | 'exports'> {
  /** What is otherwise in the code: how far it is from the one before, how long it was, and what is there now, if not blanks. */
  changes: readonly (readonly [gap: number, length: number, code?: string])[];
}

/** @returns what `follow` needs to make `module` of `text`. */
export function recipeOf(text: string, { code, imports, exports }: ModuleText): Recipe {
  if (code.length !== text.length) return { changes: [[0, text.length, code]], imports, exports };
  const changes: [number, number, string?][] = [];
  let last = 0;
  for (let start = 0; start < text.length; start++) {
    if (text[start] === code[start]) continue;
    let end = start + 1;
    // A blank between two that were made is one with them.
    while (end < text.length && (text[end] !== code[end] || text[end + 1] !== code[end + 1])) end++;
    const made = code.slice(start, end);
    changes.push(
      made === blank(text.slice(start, end)) ? [start - last, end - start] : [start - last, end - start, made],
    );
    last = start = end;
  }
  return { changes, imports, exports };
}

/** The module that the recipe was made of, from the same text. */
export function follow(text: string, { changes, imports, exports }: Recipe): ModuleText {
  let code = '';
  let at = 0;
  for (const [gap, length, made] of changes) {
    const start = at + gap;
    at = start + length;
    code += text.slice(start - gap, start) + (made ?? blank(text.slice(start, at)));
  }
  return { code: code + text.slice(at), imports, exports };
}

/** Of the same lines. */
export const blank = (text: string): string => text.replace(/[^\n\r\u2028\u2029]/g, ' ');

/** Tells texts apart by 64 bits: two multiplicative hashes of its characters. */
export function fingerprint(text: string): string {
  let [one, other] = [text.length, ~text.length];
  for (let i = 0; i < text.length; i++) {
    const character = text.charCodeAt(i);
    one = Math.imul(one ^ character, 0x01000193); // FNV's prime
    other = Math.imul(other + character, 0x9e3779b1); // Knuth's, of the golden ratio
    other ^= other >>> 15;
  }
  return (one >>> 0).toString(36) + (other >>> 0).toString(36);
}
