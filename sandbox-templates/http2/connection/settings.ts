import { Buffer } from 'node:buffer';
import { nodeError } from '../base/errors.ts';
import {
  DEFAULT_WINDOW_SIZE,
  MAX_MAX_FRAME_SIZE,
  MAX_WINDOW_SIZE,
  MIN_MAX_FRAME_SIZE,
  SettingId,
} from '../base/protocol.ts';

/** The settings of RFC 9113 section 6.5.2, by Node's names. */
export interface Settings {
  headerTableSize?: number;
  enablePush?: boolean;
  maxConcurrentStreams?: number;
  initialWindowSize?: number;
  maxFrameSize?: number;
  maxHeaderListSize?: number;
  /** Another name of `maxHeaderListSize`. */
  maxHeaderSize?: number;
  enableConnectProtocol?: boolean;
  customSettings?: Record<number, number>;
}

export const SETTING_LENGTH = 6;
const MAX_UINT32 = 2 ** 32 - 1;
export const MAX_CUSTOM_SETTINGS = 10;

/** One side's settings in force. */
export type EffectiveSettings = Required<Omit<Settings, 'customSettings'>> & Pick<Settings, 'customSettings'>;

export function getDefaultSettings(): EffectiveSettings {
  return {
    headerTableSize: 4096,
    enablePush: true,
    initialWindowSize: DEFAULT_WINDOW_SIZE,
    maxFrameSize: MIN_MAX_FRAME_SIZE,
    maxConcurrentStreams: MAX_UINT32,
    maxHeaderSize: 65_535,
    maxHeaderListSize: 65_535,
    enableConnectProtocol: false,
  };
}

/** What holds before a peer's SETTINGS frame arrives: section 6.5.2's initial values. */
export function initialSettings(): EffectiveSettings {
  return { ...getDefaultSettings(), maxHeaderSize: MAX_UINT32, maxHeaderListSize: MAX_UINT32 };
}

function checkRange(name: string, value: number | undefined, min: number, max: number): void {
  if (value !== undefined && (typeof value !== 'number' || !(value >= min && value <= max))) {
    throw nodeError('ERR_HTTP2_INVALID_SETTING_VALUE', name, value);
  }
}

function checkBoolean(name: string, value: boolean | undefined): void {
  if (value !== undefined && typeof value !== 'boolean') {
    const error = new TypeError(`Invalid value for setting "${name}": ${String(value)}`) as TypeError & {
      code: string;
    };
    error.code = 'ERR_HTTP2_INVALID_SETTING_VALUE';
    throw error;
  }
}

/** Throws ERR_HTTP2_INVALID_SETTING_VALUE for a value that may not be sent. */
export function validateSettings(settings: Settings): void {
  checkRange('headerTableSize', settings.headerTableSize, 0, MAX_UINT32);
  checkRange('initialWindowSize', settings.initialWindowSize, 0, MAX_WINDOW_SIZE);
  checkRange('maxFrameSize', settings.maxFrameSize, MIN_MAX_FRAME_SIZE, MAX_MAX_FRAME_SIZE);
  checkRange('maxConcurrentStreams', settings.maxConcurrentStreams, 0, MAX_UINT32);
  checkRange('maxHeaderListSize', settings.maxHeaderListSize, 0, MAX_UINT32);
  checkRange('maxHeaderSize', settings.maxHeaderSize, 0, MAX_UINT32);
  checkBoolean('enablePush', settings.enablePush);
  checkBoolean('enableConnectProtocol', settings.enableConnectProtocol);
  const custom = Object.entries(settings.customSettings ?? {});
  if (custom.length > MAX_CUSTOM_SETTINGS) throw nodeError('ERR_HTTP2_TOO_MANY_CUSTOM_SETTINGS');
  for (const [id, value] of custom) {
    checkRange('customSettings:id', Number(id), 0, 0xffff);
    checkRange('customSettings:value', value, 0, MAX_UINT32);
  }
}

/** The entries of a SETTINGS frame for `settings`, in the order of their identifiers. */
export function settingEntries(settings: Settings): Array<[number, number]> {
  const entries: Array<[number, number]> = [];
  const add = (id: number, value: number | boolean | undefined) => {
    if (value !== undefined) entries.push([id, Number(value)]);
  };
  add(SettingId.HEADER_TABLE_SIZE, settings.headerTableSize);
  add(SettingId.ENABLE_PUSH, settings.enablePush);
  add(SettingId.MAX_CONCURRENT_STREAMS, settings.maxConcurrentStreams);
  add(SettingId.INITIAL_WINDOW_SIZE, settings.initialWindowSize);
  add(SettingId.MAX_FRAME_SIZE, settings.maxFrameSize);
  add(SettingId.MAX_HEADER_LIST_SIZE, settings.maxHeaderListSize ?? settings.maxHeaderSize);
  add(SettingId.ENABLE_CONNECT_PROTOCOL, settings.enableConnectProtocol);
  for (const [id, value] of Object.entries(settings.customSettings ?? {})) add(Number(id), value);
  return entries;
}

/** Sets in `settings` what one entry of a SETTINGS frame says. */
export function applySetting(settings: Settings, id: number, value: number): void {
  switch (id) {
    case SettingId.HEADER_TABLE_SIZE:
      settings.headerTableSize = value;
      break;
    case SettingId.ENABLE_PUSH:
      settings.enablePush = value !== 0;
      break;
    case SettingId.MAX_CONCURRENT_STREAMS:
      settings.maxConcurrentStreams = value;
      break;
    case SettingId.INITIAL_WINDOW_SIZE:
      settings.initialWindowSize = value;
      break;
    case SettingId.MAX_FRAME_SIZE:
      settings.maxFrameSize = value;
      break;
    case SettingId.MAX_HEADER_LIST_SIZE:
      settings.maxHeaderListSize = settings.maxHeaderSize = value;
      break;
    case SettingId.ENABLE_CONNECT_PROTOCOL:
      settings.enableConnectProtocol = value !== 0;
      break;
    default:
      settings.customSettings = { ...settings.customSettings, [id]: value };
  }
}

/** The payload of a SETTINGS frame, as the HTTP2-Settings field carries it. */
export function getPackedSettings(settings: Settings = {}): Buffer {
  validateSettings(settings);
  const entries = settingEntries(settings);
  const packed = Buffer.alloc(entries.length * SETTING_LENGTH);
  entries.forEach(([id, value], i) => {
    packed.writeUInt16BE(id, i * SETTING_LENGTH);
    packed.writeUInt32BE(value, i * SETTING_LENGTH + 2);
  });
  return packed;
}

/** Reads what `getPackedSettings` wrote; with `validate`, throws where a value may not stand. */
export function getUnpackedSettings(packed: Uint8Array, options: { validate?: boolean } = {}): Settings {
  if (!ArrayBuffer.isView(packed))
    throw nodeError('ERR_INVALID_ARG_TYPE', 'buf', 'an instance of Buffer or TypedArray', packed);
  if (packed.length % SETTING_LENGTH !== 0) throw nodeError('ERR_HTTP2_INVALID_PACKED_SETTINGS_LENGTH');
  // An element is an octet, whatever it is kept in, as in Node.
  const octets = Buffer.from(packed);
  const settings: Settings = {};
  for (let i = 0; i < octets.length; i += SETTING_LENGTH)
    applySetting(settings, octets.readUInt16BE(i), octets.readUInt32BE(i + 2));
  if (options.validate) validateSettings(settings);
  return settings;
}
