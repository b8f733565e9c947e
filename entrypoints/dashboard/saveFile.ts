/** Hands a text to the browser's downloads. */
export function saveFile(name: string, type: string, text: string): void {
  saveParts(name, type, [text]);
}

/** The same of a text in parts: together they may be longer than a string can be. */
export function saveParts(name: string, type: string, parts: readonly string[]): void {
  const url = URL.createObjectURL(new Blob([...parts], { type: `${type};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has its own hold on the data once it has begun.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
