import type { RuntimeId } from './runtime.ts';

/** What whoever builds the site decides about its sandboxes. `site/build/settings.ts` reads it from the environment. */
export interface Settings {
  /** The runtimes that a page may use, in the order in which it tries them. */
  readonly order: readonly RuntimeId[];
  readonly webcontainer: {
    readonly enabled: boolean;
    /** Identifies the site to StackBlitz, where its licence asks for that. */
    readonly clientId?: string;
  };
}

declare global {
  /** Put in by the build, as literals, so that what is turned off is not even part of it. */
  const __SETTINGS__: Settings;
  const __WEBCONTAINER__: boolean;
  /** Whether the site was built with C#. */
  const __CSHARP__: boolean;
  /** Whose client its C# programs have: MagicOnion's own, of its package, or our reading of it. Null without C#. */
  const __CSHARP_CLIENT__: 'package' | 'reading' | null;
}

export const settings: Settings = __SETTINGS__;
