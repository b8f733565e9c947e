import Papa from 'papaparse';
import PostalMime from 'postal-mime';

/** The yardsticks of importing: the same bytes through the bare libraries, with nothing understood and nothing stored. */

async function postal(url: string, places: readonly number[]): Promise<{ ms: number; count: number }> {
  const bytes = new Uint8Array(await (await fetch(url)).arrayBuffer());
  const began = performance.now();
  let count = 0;
  for (let n = 0; n + 1 < places.length; n += 2) {
    const mail = await PostalMime.parse(bytes.subarray(places[n], places[n + 1]), {
      attachmentEncoding: 'arraybuffer',
    });
    if (mail.from !== undefined) count++;
  }
  return { ms: performance.now() - began, count };
}

async function papa(url: string): Promise<{ ms: number; count: number }> {
  const file = new File([await (await fetch(url)).blob()], 'rows.csv');
  const began = performance.now();
  const count = await new Promise<number>((resolve, reject) => {
    let rows = 0;
    Papa.parse<string[]>(file, {
      chunk: ({ data }) => {
        rows += data.length;
      },
      complete: () => resolve(rows),
      error: reject,
    });
  });
  return { ms: performance.now() - began, count };
}

Object.assign(globalThis, { readers: { postal, papa } });
