// Comes into every program before the probe, and takes back what only the program's start needs.
import v8 from 'node:v8';
import vm from 'node:vm';
import path from 'node:path';
import { confine } from './confine.ts';
import { strippedFile, useStripped } from './stripped.ts';

// Gives the program `gc()`, as `node --expose-gc` does. That flag on the command line makes V8 reject the code cache that Node carries
// for its own modules, which delays the start by half; set here and taken back, it costs a few milliseconds.
const { setFlagsFromString } = v8;
setFlagsFromString('--expose-gc');
globalThis.gc = vm.runInNewContext('gc') as NonNullable<typeof globalThis.gc>;
setFlagsFromString('--no-expose-gc');

// Keeps code that was once compiled: V8 would after some collections let go of Node's type stripper, a fall of 5 MB that has nothing to do
// with the lesson. Set only when the program's modules are loaded, and long before V8 would, since it too makes V8 reject cached code.
setTimeout(() => setFlagsFromString('--no-flush-bytecode'), 500).unref();

// Node opens its compile cache only where it may write. From here on Node itself still reads and fills it, but no program can, which
// keeps one sandbox from planting code in another. (`drop` came with Node 24.21; its types have yet to.)
const { permission } = process as unknown as { permission: { drop(scope: string, reference: string): void } };
const compileCache = process.env.NODE_COMPILE_CACHE!;
useStripped(path.join(compileCache, strippedFile));
permission.drop('fs.write', compileCache);
permission.drop('fs.read', compileCache);
delete process.env.NODE_COMPILE_CACHE;

// The shell and Bubblewrap set it on the way here. It tells where on this machine the sandbox is.
delete process.env.PWD;

confine();
