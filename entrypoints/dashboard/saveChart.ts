import { saveFile } from './saveFile';

/** What makes up the look of a chart: style sheets and tokens stay behind, so these are written into its elements. */
const LOOKS = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-opacity',
  'font-size',
  'font-weight',
  'text-anchor',
  'opacity',
] as const;

/** Twice as many pixels: sharp on a slide. */
const SCALE = 2;

/** The chart as a file of its own, on the page's ground, in the theme it is seen in. */
function standalone(chart: SVGSVGElement): { text: string; width: number; height: number } {
  const { width, height } = chart.getBoundingClientRect();
  const copy = chart.cloneNode(true) as SVGSVGElement; // a clone is what was cloned
  const originals = [chart, ...chart.querySelectorAll('*')];
  for (const [i, element] of [copy, ...copy.querySelectorAll('*')].entries()) {
    const original = originals[i];
    if (original === undefined) continue;
    const style = getComputedStyle(original);
    for (const name of LOOKS) element.setAttribute(name, style.getPropertyValue(name));
    element.removeAttribute('style');
    element.removeAttribute('class');
  }
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  copy.setAttribute('font-family', 'Inter, system-ui, sans-serif');
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  ground.setAttribute('width', '100%');
  ground.setAttribute('height', '100%');
  ground.setAttribute('fill', getComputedStyle(document.body).getPropertyValue('--surface'));
  copy.prepend(ground);
  return { text: new XMLSerializer().serializeToString(copy), width, height };
}

async function toPng({ text, width, height }: ReturnType<typeof standalone>): Promise<Blob> {
  const image = new Image();
  // As data: our CSP lets no blob in as an image.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * SCALE);
  canvas.height = Math.round(height * SCALE);
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) =>
      blob === null ? reject(new Error('This chart is too large for a PNG. Save it as SVG.')) : resolve(blob),
    ),
  );
}

/** Hands a chart to the browser's downloads. */
export async function saveChart(name: string, chart: SVGSVGElement, format: 'svg' | 'png'): Promise<void> {
  const picture = standalone(chart);
  const file = `plumbline-${name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-')}.${format}`;
  if (format === 'svg') saveFile(file, 'image/svg+xml', picture.text);
  else saveFile(file, 'image/png', await toPng(picture));
}
