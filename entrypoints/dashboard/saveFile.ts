/** Hands a file to the browser's downloads. */
export function saveFile(name: string, type: string, content: BlobPart): void {
  saveParts(name, type, [content]);
}

/** The same of a file in parts: together they may be longer than a string can be. */
export function saveParts(name: string, type: string, parts: readonly BlobPart[]): void {
  const url = URL.createObjectURL(
    new Blob([...parts], { type: type.startsWith('text/') ? `${type};charset=utf-8` : type }),
  );
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has its own hold on the data once it has begun.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
