import { parse } from 'acorn';
import type { Plugin } from 'vite';
import { apply } from './compile.ts';
import { usualWays } from '../../../../sandbox-templates/guest/tab/protocol.ts';
import type { AnyNode } from './type-blanks.ts';
import { Waits } from './waits.ts';

/** Has what the guest is built of come back in its context after each wait. `from`: the code that has `kept` and `keptAll`, by whether it may import. */
export const followWaits = (from: (isModule: boolean) => string): Plugin => ({
  name: 'leak-lab:follow-waits',
  enforce: 'post',
  transform(code, id) {
    if (!/\basync\b/.test(code) || /\/async-(?:context|frames)\.ts$/.test(id)) return undefined;
    const isModule = /^(?:import|export)\b/m.test(code);
    const waits = new Waits(code, usualWays.kept);
    const program = parse(code, { ecmaVersion: 'latest', sourceType: isModule ? 'module' : 'script' }) as AnyNode;
    waits.visit(program);
    if (waits.insertions.length === 0) return undefined;
    // Behind 'use strict', which is a word like any other where something stands before it.
    const at: number = program.body.findLast(({ directive }: AnyNode) => directive)?.end ?? 0;
    waits.insertions.push({ start: at, end: at, with: `;${from(isModule)}` });
    return { code: apply(code, waits.insertions), map: null };
  },
});
