// The modules of `more-modules.ts`, built into a file apart. What they import themselves they have from the main file.
import * as assert from './node/assert.ts';
import { bind, kept, keptAll, keptUsing, patchPlatform } from './node/async-frames.ts';
import * as asyncHooks from './node/async-hooks.ts';
import * as crypto from './node/crypto.ts';
import path from 'node:path';
import * as promClient from 'prom-client';
import { linkOfHost } from './node/host.ts';

let keepsContexts = false;

linkOfHost().add({
  builtins: {
    assert,
    'assert/strict': { ...assert.strict, default: assert.strict },
    /** Who imports it has its contexts kept; to all others, promises are the browser's own. */
    get async_hooks() {
      if (!keepsContexts) {
        patchPlatform();
        linkOfHost().keepContexts({ bind, kept, keptAll, keptUsing, Scope: asyncHooks.AsyncResource });
      }
      keepsContexts = true;
      return asyncHooks;
    },
    crypto,
    path,
    'path/posix': path,
  },
  packages: { 'prom-client': promClient },
});
