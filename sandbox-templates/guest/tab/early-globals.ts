// The packages look for these when they are loaded. The console waits: until a program starts, what fails here shows in the browser's own.
import { installGlobals } from './globals.ts';
import { useV8Stacks } from './v8-stacks.ts';

useV8Stacks();
installGlobals(globalThis.console);
