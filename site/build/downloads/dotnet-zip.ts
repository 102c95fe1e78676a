import { strToU8, zipSync, type Zippable } from 'fflate';

/** The solution's sources by path, and not what `dotnet` writes beside them. */
const sources = import.meta.glob<string>(
  [
    '../../../sandbox-templates/dotnet/**/*.{cs,csproj,slnx,props,proto,md}',
    '!../../../sandbox-templates/dotnet/*/{bin,obj}/**',
    '../../../LICENSE',
  ],
  { query: '?raw', import: 'default', eager: true },
);

/** Earliest that the format can hold: the same sources are the same bytes, whenever built. */
const mtime = new Date(1980, 0, 1);

let zip: Uint8Array<ArrayBuffer> | undefined;

/** The C# solution as a reader downloads it, with its licence, in a folder of its own. */
export function dotnetZip(): Uint8Array<ArrayBuffer> {
  if (zip) return zip;
  const files: Zippable = {};
  for (const [file, text] of Object.entries(sources))
    files[`leak-lab-dotnet/${file.replace(/^(\.\.\/)+(sandbox-templates\/dotnet\/)?/, '')}`] = strToU8(text);
  zip = zipSync(files, { level: 9, mtime });
  return zip;
}
