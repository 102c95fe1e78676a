// The modules of `more-modules.ts`, built into a file apart. What they import themselves they have from the main file.
import * as assert from './node/assert.ts';
import * as crypto from './node/crypto.ts';
import path from 'node:path';
import * as promClient from 'prom-client';
import { linkOfHost } from './node/host.ts';

linkOfHost().add({
  builtins: { assert, 'assert/strict': { ...assert.strict, default: assert.strict }, crypto, path, 'path/posix': path },
  packages: { 'prom-client': promClient },
});
