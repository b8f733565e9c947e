import { describe, expect, it } from 'vitest';
import { literalsIn, literalsOf, surfaceFiles } from '../../shared/literals';

describe('texts on surfaces', () => {
  it('all come from the locale files', () => {
    // The gallery is a page for developers and left out of what is shipped to stores.
    const files = surfaceFiles(['components', 'entrypoints']).filter((path) => !path.includes('gallery'));
    expect(files.length).toBeGreaterThan(60);
    expect(literalsIn(files)).toEqual([]);
  });

  it.each([
    ['<p>Nothing here</p>', 1],
    ['<p>{n} of {t("x.y")}</p>', 1],
    ['<p>{known ? "three" : t("x.y")}</p>', 1],
    ['<p>{known && `emails`}</p>', 1],
    ['<p aria-label="Flags" className="flags" />', 1],
    ['<Field label={t("x.y")} hint={"Say " + n} />', 1],
    ['attempt("Erasing", () => erase())', 1],
    ['const column = { id: "at", title: "When" };', 1],
    ['<p className="muted">{t("x.y")} · 5 % Plumbline</p>', 1],
    ['<p className="muted">{t(on ? "x.y" : "x.z")} · 5 %</p>', 0],
    ['<Select label={t("x.y")} value="raw" />', 0],
    ['<th>Plumbline</th>', 0],
  ])('are found in %s', (source, found) => {
    expect(literalsOf(`const a = (${source.startsWith('const') ? '0' : source}); ${source}`).length > 0).toBe(
      found > 0,
    );
  });
});
