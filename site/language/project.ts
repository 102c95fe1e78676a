import type { CompilerOptions } from 'typescript-6';
import type ts from 'typescript-6';

/** As strict as the course's own files, which Node runs by stripping their types. */
export const compilerOptionsOf = (api: typeof ts): CompilerOptions => ({
  target: api.ScriptTarget.ES2024,
  lib: ['lib.es2024.d.ts', 'lib.esnext.disposable.d.ts'],
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
