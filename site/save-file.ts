/** Gives the reader a file to keep, made here. */
export function saveFile(name: string, content: BlobPart, type = ''): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  Object.assign(document.createElement('a'), { href: url, download: name }).click();
  // Browsers begin to save it at once, and say nothing of when they have.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
