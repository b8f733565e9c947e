/** Trims what was copied along, and says whether it can be a client id at all. */
export function readClientId(text: string): string | null {
  const id = text.trim().replace(/^["']|["',;]{1,3}$/g, '');
  return /^[\w-]{5,200}\.apps\.googleusercontent\.com$/.test(id) ? id : null;
}
