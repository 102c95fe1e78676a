/** Where the files of ours lie in a container, beside the sandboxes. */
export const guestFolder = 'leak-lab';

/** The modules there, by name without `.mjs`, and what each is built from: a file under `sandbox-templates/guest/`. */
export const guestModules = {
  http2: 'webcontainer/http2.ts',
  'http2-module': '../http2/index.ts',
  program: 'webcontainer/program.ts',
  relay: 'webcontainer/relay.ts',
  'try-out': 'webcontainer/try-out.ts',
} as const;

export const guestPath = (name: keyof typeof guestModules): string => `${guestFolder}/${name}.mjs`;
