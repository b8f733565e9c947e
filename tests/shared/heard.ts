import type { Page } from '@playwright/test';

/**
 * Names of everything a screen reader finds on a page, closed shadow roots too: what Plumbline shows inside Gmail's page
 * is not readable from that page, nor by selectors.
 */
export async function heard(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  try {
    const { nodes } = await session.send('Accessibility.getFullAXTree');
    return nodes.flatMap(({ ignored, name }) => {
      const words: unknown = name?.value;
      return !ignored && typeof words === 'string' && words !== '' ? [words] : [];
    });
  } finally {
    await session.detach();
  }
}
