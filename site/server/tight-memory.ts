// Imported for its effect, before all else: starts this process anew, in its own place, with settings of the C library that can only be given so.

/**
 * glibc gives each thread an arena of its own, and once a large block was freed it takes the next ones from the heap's end instead of from the system
 * (mallopt(3)). What passes through the server, from many threads and in all sizes, leaves these so full of holes that a third of its memory
 * is nobody's. With one arena, and large blocks always given back, it stays as small as it began. Other C libraries know neither.
 */
const settings = { MALLOC_ARENA_MAX: '1', MALLOC_MMAP_THRESHOLD_: `${128 * 1024}` };
const names = Object.keys(settings);

if (process.platform === 'linux' && process.execve) {
  // Who has settings of their own keeps them.
  if (!names.some((name) => process.env[name])) {
    const [, ...args] = process.argv;
    process.execve(process.execPath, [process.execPath, ...process.execArgv, ...args], { ...process.env, ...settings });
  }
  // Read once, when a process starts. They are not meant for what this one starts, such as the build.
  for (const name of names) delete process.env[name];
}
