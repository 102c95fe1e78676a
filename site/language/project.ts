import type { CompilerOptions } from 'typescript-6';
import type ts from 'typescript-6';

/** As strict as the course's own files, which Node runs by stripping their types. */
export const compilerOptionsOf = (api: typeof ts): CompilerOptions => ({
  target: api.ScriptTarget.ES2024,
  // Of ES2025 what Node 22, as in a WebContainer, and current browsers have; tsconfig.json names the same.
  lib: ['lib.es2024.d.ts', 'lib.es2025.collection.d.ts', 'lib.es2025.iterator.d.ts', 'lib.esnext.disposable.d.ts'],
  module: api.ModuleKind.NodeNext,
  moduleResolution: api.ModuleResolutionKind.NodeNext,
  types: ['node'],
  strict: true,
  verbatimModuleSyntax: true,
  erasableSyntaxOnly: true,
  allowImportingTsExtensions: true,
  noEmit: true,
  skipLibCheck: true,
});
