// Gives a program `gc()`, as `node --expose-gc` does. That flag on the command line makes V8 reject the code cache that Node carries for
// its own modules, which delays the start by half; set here and taken back, it costs a few milliseconds.
import v8 from 'node:v8';
import vm from 'node:vm';

v8.setFlagsFromString('--expose-gc');
globalThis.gc = vm.runInNewContext('gc') as NonNullable<typeof globalThis.gc>;
v8.setFlagsFromString('--no-expose-gc');
