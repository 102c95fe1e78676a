/** Figures as a page's language writes them. Sizes are decimal: 1 kB is 1,000 bytes. */
export interface Format {
  /** Whole numbers from 100 up, at most two digits after the point below. */
  number(value: number): string;
  bytes(value: number): string;
  /** A point on a run's clock, given in milliseconds: `12.3s`. */
  clock(milliseconds: number): string;
  /** A point in time, in milliseconds since the epoch: day and minute. */
  moment(epoch: number): string;
  /** A span given in seconds, in the one unit that reads best: `40 seconds`, `3 minutes`. */
  span(seconds: number): string;
  /** `one, two, and three` */
  list(parts: readonly string[]): string;
}

/** Chinese and Latin letters or digits that meet, with a space between them: `12 秒`, which Intl writes without, and sizes, which end in 字节 or in kB. */
export const spaced = (text: string): string =>
  text.replace(/\p{Script=Han}(?=[A-Za-z0-9])|[A-Za-z0-9](?=\p{Script=Han})/gu, '$& ');

/** `1 call`, `2 calls` */
export const counted = (count: number, noun: string, f: Format): string =>
  `${f.number(count)} ${noun}${count === 1 ? '' : 's'}`;

export function formatFor(language: string): Format {
  const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
  const fine = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
  const unit = (name: string, maximumFractionDigits: number, unitDisplay: 'short' | 'long' = 'short') =>
    new Intl.NumberFormat(language, { style: 'unit', unit: name, unitDisplay, maximumFractionDigits });
  const chinese = language.toLowerCase().startsWith('zh');
  // 'short' leaves English with "500 byte", 'long' Chinese with 秒钟.
  const span = (name: string) => unit(name, 0, chinese ? 'short' : 'long');
  const bytes = unit('byte', 0, 'long');
  const kilobytes = unit('kilobyte', 1);
  const megabytes = unit('megabyte', 1);
  const seconds = new Intl.NumberFormat(language, {
    style: 'unit',
    unit: 'second',
    unitDisplay: 'narrow',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  const spans = [
    { upTo: 90, of: 1, as: span('second') },
    { upTo: 90 * 60, of: 60, as: span('minute') },
    { upTo: 48 * 3600, of: 3600, as: span('hour') },
    { upTo: Infinity, of: 86_400, as: span('day') },
  ];
  const lists = new Intl.ListFormat(language);

  const moment = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });

  return {
    number: (value) => (Math.abs(value) >= 100 ? whole : fine).format(value),
    bytes(value) {
      const size = Math.abs(value);
      if (size < 1e3) return spaced(bytes.format(value));
      return size < 1e6 ? kilobytes.format(value / 1e3) : megabytes.format(value / 1e6);
    },
    moment: (epoch) => moment.format(epoch),
    clock: (milliseconds) => spaced(seconds.format(milliseconds / 1000)),
    span(value) {
      const { as, of } = spans.find(({ upTo }) => value < upTo) ?? spans.at(-1)!;
      return spaced(as.format(value / of));
    },
    list: (parts) => lists.format(parts),
  };
}
