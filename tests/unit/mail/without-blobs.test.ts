import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { withoutBlob } from '../../../scripts/without-blobs';

const FROM = fileURLToPath(new URL('../../../node_modules/postal-mime/dist/esm/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'plumbline-decoders-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Decoder {
  update(line: Uint8Array): void;
  finalize(): ArrayBuffer | Promise<ArrayBuffer>;
}
type Module = { readonly default: new () => Decoder };

const load = async (path: string): Promise<Module> => (await import(pathToFileURL(path).href)) as Module; // the library's decoders have this one shape

describe('the mail parser’s decoders in the shipped build', () => {
  for (const name of ['base64-decoder.js', 'pass-through-decoder.js', 'qp-decoder.js'])
    it(`${name} gives the same bytes as before`, async () => {
      copyFileSync(join(FROM, 'decode-strings.js'), join(folder, 'decode-strings.js'));
      writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
      const changed = withoutBlob(readFileSync(join(FROM, name), 'utf8'));
      expect(changed).toContain('joined(this.chunks)');
      writeFileSync(join(folder, name), changed ?? '');
      const [before, after] = await Promise.all([load(join(FROM, name)), load(join(folder, name))]);
      const line = fc.oneof(
        fc.uint8Array({ maxLength: 80 }),
        fc
          .array(fc.constantFrom('=3D', '=\r', 'é', 'aGVsbG8=', 'text', '=C3=A9', '==', '\r'), {
            maxLength: 8,
          })
          .map((pieces) => new TextEncoder().encode(pieces.join(''))),
      );
      await fc.assert(
        fc.asyncProperty(fc.array(line, { maxLength: 12 }), async (lines) => {
          const [old, fresh] = [new before.default(), new after.default()];
          for (const bytes of lines) {
            old.update(bytes);
            fresh.update(bytes);
          }
          expect(new Uint8Array(await fresh.finalize())).toEqual(new Uint8Array(await old.finalize()));
        }),
        { numRuns: 200 },
      );
    });

  it('a decoder that is another is refused', () => {
    expect(withoutBlob('return join(this.chunks)')).toBeNull();
  });
});
