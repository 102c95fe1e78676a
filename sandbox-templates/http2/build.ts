// Makes `dist/` for `npm pack`, or the folder that is named: JavaScript and types, since Node strips no types of packages.

import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const root = import.meta.dirname;
const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');
const target = process.argv[2] ?? join(root, 'dist');
rmSync(target, { recursive: true, force: true });
execFileSync(process.execPath, [compiler, '-p', join(root, 'tsconfig.build.json'), '--outDir', target], {
  stdio: 'inherit',
});
