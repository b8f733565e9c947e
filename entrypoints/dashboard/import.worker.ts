import { buffersOf, type FromWorker, sentBatch, type ToWorker } from '../../lib/api/import-messages';
import { EventGatherer } from '../../lib/facts/event-columns';
import { type ImportBatch, importFiles } from '../../lib/importing/import-files';

/** Reads dropped files away from the page's thread: bytes in, facts out, one batch for each request. The next is made while the page has this one stored. */
let batches: AsyncGenerator<ImportBatch> | null = null;
const gathered = new EventGatherer();

self.onmessage = async ({ data }: MessageEvent<ToWorker>): Promise<void> => {
  try {
    if ('start' in data) {
      const files = data.start.files.map((file) => ({
        name: file.name,
        size: file.size,
        chunks: chunksOf(file),
      }));
      batches = importFiles(files, data.start.hints, { ...data.start.options, sink: gathered });
    }
    const step = await batches?.next();
    if (step === undefined || step.done) say({ done: true });
    else {
      const batch = sentBatch(step.value, gathered);
      say({ batch }, buffersOf(batch));
    }
  } catch (error) {
    say({ failed: error instanceof Error ? error.message : String(error) });
  }
};

function say(message: FromWorker, handedOver: ArrayBuffer[] = []): void {
  self.postMessage(message, { transfer: handedOver });
}

/** A file's bytes in order, never all at once. (`File.stream()` is no async iterable in every browser.) */
async function* chunksOf(file: File): AsyncGenerator<Uint8Array> {
  const reader = file.stream().getReader();
  for (;;) {
    const step = await reader.read();
    if (step.done) return;
    yield step.value;
  }
}
