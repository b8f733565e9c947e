/** Draws public/icon/*.png from the logo: `tsx scripts/icons.ts`, run by hand when the logo changes. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { findChromium } from './chromium';

const out = fileURLToPath(new URL('../public/icon', import.meta.url));
const LOGO = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" width="100%" height="100%"><rect width="32" height="32" rx="8" fill="#17263c"/><path d="M16 4v9" stroke="#fff" stroke-width="2.4" stroke-linecap="round"/><path d="M16 12l6 6-6 10-6-10z" fill="#ffb224"/><path d="M16 12l6 6h-12z" fill="#ffd480"/></svg>`;

mkdirSync(out, { recursive: true });
const browser = await chromium.launch({
  executablePath: findChromium(),
  args: ['--no-sandbox', '--disable-background-networking'],
});
for (const size of [16, 32, 48, 96, 128]) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(
    `<style>html,body{margin:0;background:transparent}</style><div style="width:${size}px;height:${size}px">${LOGO}</div>`,
  );
  await page.screenshot({ path: join(out, `${size}.png`), omitBackground: true });
  await page.close();
}
await browser.close();
