import type { Format } from '../../strings/format.ts';
import { axisTo } from '../../recordings/curves.ts';
import type { CurveKind, Picture } from './picture.ts';

const size = { width: 960, height: 480 };
const inner = { left: 90, right: 24, top: 24, bottom: 48 };
/** Told apart by colour, and by dash where colours are not seen. */
const tones = [
  ['#b4471f', ''],
  ['#0b6e6e', '8 4'],
  ['#5a3fb0', '2 4'],
  ['#8a6d00', '12 4 2 4'],
  ['#1f5fb4', '4 4'],
  ['#a02670', '16 6'],
] as const;
/** Clients and methods are counts, on an axis of their own in the live chart; here the heap alone is drawn. */
const drawn: readonly CurveKind[] = ['used', 'floor'];

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** The chart as a drawing that stands by itself: the heap of each run that is shown, thin, its floor thick, with its name. */
export function toSvg(picture: Picture, nameOf: (id: number) => string, format: Format): string {
  const values = picture.runs.flatMap(({ curves }) =>
    curves
      .filter(({ kind }) => drawn.includes(kind))
      .flatMap(({ values: all }) => all.filter((value) => value !== null)),
  );
  const x = axisTo(Math.max(1, ...picture.runs.map(({ times }) => times.at(-1) ?? 0)));
  const y = axisTo(values.reduce((most, value) => Math.max(most, value), 1));
  const across = (seconds: number) => inner.left + (seconds / x.max) * (size.width - inner.left - inner.right);
  const up = (value: number) => size.height - inner.bottom - (value / y.max) * (size.height - inner.top - inner.bottom);
  const amount = picture.unit === 'objects' ? format.number : format.bytes;
  const parts = [
    ...y.ticks.map(
      (tick) =>
        `<path d="M${inner.left} ${up(tick).toFixed(1)}H${size.width - inner.right}" stroke="#ddd"/><text x="${inner.left - 8}" y="${(up(tick) + 4).toFixed(1)}" text-anchor="end">${escaped(amount(tick))}</text>`,
    ),
    ...x.ticks.map(
      (tick) =>
        `<text x="${across(tick).toFixed(1)}" y="${size.height - inner.bottom + 20}" text-anchor="middle">${escaped(format.clock(tick * 1000))}</text>`,
    ),
    ...picture.runs.flatMap(({ id, times, curves }, index) => {
      const [tone, dash] = tones[index % tones.length]!;
      const lines = curves
        .filter(({ kind }) => drawn.includes(kind))
        .map(({ kind, values: all }) => {
          const points = all.flatMap((value, i) =>
            value === null ? [] : [`${across(times[i]!).toFixed(1)},${up(value).toFixed(1)}`],
          );
          const looks = kind === 'floor' ? `stroke-width="3" stroke-dasharray="${dash}"` : 'stroke-opacity="0.35"';
          return `<polyline points="${points.join(' ')}" fill="none" stroke="${tone}" ${looks}/>`;
        });
      const at = inner.top + 8 + index * 18;
      return [
        ...lines,
        `<path d="M${inner.left + 12} ${at}h28" stroke="${tone}" stroke-width="3" stroke-dasharray="${dash}"/><text x="${inner.left + 48}" y="${at + 4}">${escaped(nameOf(id))}</text>`,
      ];
    }),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" width="${size.width}" height="${size.height}" font-family="system-ui, sans-serif" font-size="12" fill="#222"><rect width="100%" height="100%" fill="#fff"/>${parts.join('')}</svg>\n`;
}

/** The drawing as pixels, twice as fine. */
export async function toPng(svg: string): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = new OffscreenCanvas(size.width * 2, size.height * 2);
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.convertToBlob();
}
