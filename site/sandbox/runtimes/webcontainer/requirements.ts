import type { Reason } from '../../errors/reason.ts';

/** What a WebContainer is built on. https://webcontainers.io/guides/browser-support */
const needs: Readonly<Record<string, () => boolean>> = {
  'Promise.withResolvers': () => 'withResolvers' in Promise,
  WebAssembly: () => 'WebAssembly' in globalThis,
  Worker: () => 'Worker' in globalThis,
  // Safari has it since 16.4, and cannot even parse it before.
  'lookbehind in regular expressions': () => {
    try {
      // biome-ignore lint/complexity/useRegexLiterals: a literal would fail with the whole file, before `try`.
      return new RegExp('(?<=a)b').test('ab');
    } catch {
      return false;
    }
  },
};

/** Why this page, in this browser, cannot have a WebContainer; null where nothing speaks against it. Asks nobody. */
export function missing(): Reason | null {
  if (globalThis.crossOriginIsolated === false) return { code: 'not-isolated' };
  if (!('SharedArrayBuffer' in globalThis)) return { code: 'no-shared-memory' };
  const absent = Object.entries(needs).flatMap(([name, isThere]) => (isThere() ? [] : [name]));
  if (absent.length) return { code: 'not-supported', message: absent.join(', ') };
  // With all cookies off, those of the frame are off too.
  return navigator.cookieEnabled ? null : { code: 'storage-blocked' };
}
