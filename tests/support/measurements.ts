/** Facts that look like measurements and are not: set by a library, a standard, or the sandbox itself. Each as it stands in a text. */
const documented: readonly string[] = [
  // The deadline that an exercise asks for.
  '50 milliseconds from its start',
  '从开始起 50 毫秒',
  // Kestrel's limit, which its documentation gives.
  'Kestrel takes 32 kB of headers',
  'Kestrel 最多接收 32 kB 的请求头',
];

const unit =
  '(?:[kKMG]i?B|B|bytes?|(?:mega|kilo|giga)bytes?|ms|µs|ns|s|seconds?|milliseconds?|microseconds?|%|per ?cent|(?:calls|requests|clients) (?:per|a) second|times as|字节|毫秒|微秒|秒钟?|倍|次\\/秒|次每秒)';
const measurement = new RegExp(`(?<![\\w.#])\\d[\\d,.]*(?:\\s|-)*${unit}(?![A-Za-z])`, 'g');

/** The measurements that a page's prose holds as plain text: outside code, and outside the components that quote a recording. */
export function typedMeasurements(mdx: string, allowed: readonly string[] = documented): string[] {
  const prose = mdx
    .replace(/^```[^]*?^```/gm, '')
    .replace(/`[^`\n]*`/g, '')
    .replace(/^import .*$/gm, '')
    .replace(/<Figure\b[^>]*\/>/g, '');
  const plain = allowed.reduce((text, fact) => text.replaceAll(fact, ''), prose);
  return plain.match(measurement) ?? [];
}
