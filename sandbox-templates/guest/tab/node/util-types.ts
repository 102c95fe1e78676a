const tagOf = (value: unknown): string => Object.prototype.toString.call(value).slice(8, -1);
const isTagged =
  (...tags: string[]) =>
  (value: unknown): boolean =>
    typeof value === 'object' && value !== null && tags.includes(tagOf(value));
const typedArrayTag = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag)!
  .get!;
const isArrayOf =
  (name: string) =>
  (value: unknown): boolean =>
    typedArrayTag.call(value) === name;

export const isAnyArrayBuffer = isTagged('ArrayBuffer', 'SharedArrayBuffer');
export const isArrayBuffer = isTagged('ArrayBuffer');
export const isSharedArrayBuffer = isTagged('SharedArrayBuffer');
export const isArrayBufferView = (value: unknown): boolean => ArrayBuffer.isView(value);
export const isArgumentsObject = isTagged('Arguments');
export const isAsyncFunction = (value: unknown): boolean => typeof value === 'function' && /^Async/.test(tagOf(value));
export const isGeneratorFunction = (value: unknown): boolean =>
  typeof value === 'function' && /GeneratorFunction$/.test(tagOf(value));
export const isGeneratorObject = isTagged('Generator', 'AsyncGenerator');
export const isDataView = isTagged('DataView');
export const isDate = isTagged('Date');
export const isMap = isTagged('Map');
export const isMapIterator = isTagged('Map Iterator');
export const isSet = isTagged('Set');
export const isSetIterator = isTagged('Set Iterator');
export const isWeakMap = isTagged('WeakMap');
export const isWeakSet = isTagged('WeakSet');
export const isRegExp = isTagged('RegExp');
export const isPromise = isTagged('Promise');
export const isNativeError = (value: unknown): boolean => tagOf(value) === 'Error' || value instanceof Error;
export const isModuleNamespaceObject = isTagged('Module');
export const isNumberObject = isTagged('Number');
export const isStringObject = isTagged('String');
export const isBooleanObject = isTagged('Boolean');
export const isBigIntObject = isTagged('BigInt');
export const isSymbolObject = isTagged('Symbol');
export const isBoxedPrimitive = isTagged('Number', 'String', 'Boolean', 'BigInt', 'Symbol');
/** A page cannot tell either of the two. */
export const isProxy = (_value: unknown): boolean => false;
export const isExternal = (_value: unknown): boolean => false;

export const isTypedArray = (value: unknown): boolean => ArrayBuffer.isView(value) && !(value instanceof DataView);
export const isUint8Array = isArrayOf('Uint8Array');
export const isUint8ClampedArray = isArrayOf('Uint8ClampedArray');
export const isUint16Array = isArrayOf('Uint16Array');
export const isUint32Array = isArrayOf('Uint32Array');
export const isInt8Array = isArrayOf('Int8Array');
export const isInt16Array = isArrayOf('Int16Array');
export const isInt32Array = isArrayOf('Int32Array');
export const isFloat16Array = isArrayOf('Float16Array');
export const isFloat32Array = isArrayOf('Float32Array');
export const isFloat64Array = isArrayOf('Float64Array');
export const isBigInt64Array = isArrayOf('BigInt64Array');
export const isBigUint64Array = isArrayOf('BigUint64Array');
