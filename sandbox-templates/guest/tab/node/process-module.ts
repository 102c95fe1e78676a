import { process } from './process.ts';

// `node:process` as a module, for the packages here: those of its members that can be asked for by name.
export default process;
export const { pid, platform, arch, version, versions, argv, env, execArgv, stdout, stderr } = process;
export const { nextTick } = process;
export const emitWarning = process.emitWarning.bind(process);
export const exit = process.exit.bind(process);
export const cwd = process.cwd.bind(process);
