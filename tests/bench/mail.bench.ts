import PostalMime from 'postal-mime';
import { parseMail } from '../../lib/mail/parse';
import { readMail } from '../../lib/mail/read';
import type { Table } from '../shared/table';
import { type Figure, judge, median } from './figures';
import { random, SORTS } from './mails';
import { QUICK } from './scale';

/**
 * What understanding mail costs beside bare parsing: the same bytes through postal-mime alone, and through parsing,
 * reading and classifying. Rounds alternate, and the median counts, so that a busy machine slows both alike.
 */

const encoder = new TextEncoder();

async function bare(mails: readonly Uint8Array[]): Promise<number> {
  const begin = performance.now();
  for (const bytes of mails) await PostalMime.parse(bytes, { attachmentEncoding: 'arraybuffer' });
  return performance.now() - begin;
}

async function full(mails: readonly Uint8Array[]): Promise<number> {
  const own = (address: string): boolean => address === 'sam@seller.example';
  const begin = performance.now();
  for (const bytes of mails) readMail(await parseMail(bytes), 'sam@seller.example', own);
  return performance.now() - begin;
}

async function compare(mails: readonly Uint8Array[]): Promise<{ bares: number[]; fulls: number[] }> {
  const bares: number[] = [];
  const fulls: number[] = [];
  for (let round = 0; round < 7; round++) {
    const a = round % 2 === 0 ? await bare(mails) : 0;
    const b = await full(mails);
    const c = a === 0 ? await bare(mails) : a;
    // The first round warms both up.
    if (round === 0) continue;
    bares.push(c);
    fulls.push(b);
  }
  return { bares, fulls };
}

export async function measure(): Promise<readonly Table[]> {
  const next = random(7);
  const total = QUICK ? 500 : 5000;
  const bySort = SORTS.map(({ name, share, make }) => ({
    name,
    mails: Array.from({ length: Math.round(total * share) }, (_, i) => encoder.encode(make(i, next))),
  }));
  const everything = { name: 'all of them', mails: bySort.flatMap(({ mails }) => mails) };
  const rows: (string | number)[][] = [];
  const figures: Figure[] = [];
  for (const { name, mails } of [everything, ...bySort]) {
    const bytes = mails.reduce((sum, mail) => sum + mail.length, 0);
    const { bares, fulls } = await compare(mails);
    const figure: Figure = {
      name: 'mail read into facts',
      size: { count: mails.length, of: 'messages' },
      where: 'Node',
      unit: 'ms',
      runs: fulls,
      yardstick: { name: 'bare postal-mime', runs: bares },
      floor: { of: 'ratio', atMost: 1.5 },
    };
    if (mails === everything.mails) figures.push(figure);
    rows.push([
      name,
      mails.length,
      Math.round(bytes / 1e6),
      Math.round(median(bares)),
      Math.round(median(fulls)),
      judge(figure).ratio ?? '',
    ]);
  }
  return [
    {
      title: 'Mail: parsed, read and classified beside bare postal-mime',
      columns: ['mails', 'count', 'MB', 'postal-mime ms', 'all of it ms', 'ratio'],
      rows,
      note: 'Floor: 1.5 for all of them. Medians of six alternating rounds on the same bytes. Attachments are counted, not decoded.',
      figures,
    },
  ];
}
