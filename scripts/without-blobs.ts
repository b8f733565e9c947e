import type { Plugin } from 'vite';

const DECODERS = /\/postal-mime\/dist\/esm\/(?:base64|pass-through|qp)-decoder\.js$/;
const BLOB = "blobToArrayBuffer(new Blob(this.chunks, { type: 'application/octet-stream' }))";
/** What a Blob of strings and bytes holds, without a Blob. */
const JOINED = `
const utf8 = new TextEncoder();
function joined(chunks) {
  const pieces = chunks.map((chunk) =>
    typeof chunk === 'string' ? utf8.encode(chunk) : chunk instanceof ArrayBuffer ? new Uint8Array(chunk) : chunk,
  );
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes.buffer;
}
`;

/** A decoder of postal-mime that puts its bytes together by itself; null where the file is no longer what this was written for. */
export function withoutBlob(code: string): string | null {
  return code.includes(BLOB) ? code.replace(BLOB, 'joined(this.chunks)') + JOINED : null;
}

/**
 * The mail parser makes a Blob of each part's bytes and reads it back. In Chromium a Blob's content lies in another process:
 * measured in the background, the two ways there and back are half of all the work of reading a message. The shipped build
 * has decoders that put their bytes together themselves.
 */
export function withoutBlobs(): Plugin {
  return {
    name: 'postal-mime-without-blobs',
    transform(code, id) {
      if (!DECODERS.test(id.replace(/\\/g, '/').replace(/\?.*$/, ''))) return null;
      const changed = withoutBlob(code);
      if (changed === null) this.error(`${id} has changed: look at scripts/without-blobs.ts.`);
      return { code: changed, map: null };
    },
  };
}
