// With a slash, the packages of these names, and not Node's own modules.
declare module 'events/' {
  export { EventEmitter } from 'node:events';
}
declare module 'buffer/' {
  export { Buffer, INSPECT_MAX_BYTES, kMaxLength, SlowBuffer } from 'node:buffer';
}
