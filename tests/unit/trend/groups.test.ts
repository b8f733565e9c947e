import { beforeAll, describe, expect, it } from 'vitest';
import { type Analysis, analyse, type Sent } from '../../../lib/analytics/analyse';
import { countFigures } from '../../../lib/analytics/rates/figures';
import { DEFAULT_PACE } from '../../../lib/analytics/rates/learn';
import { byCompany, clicksByLink, rawOpened } from '../../../lib/analytics/trend/groups';
import { readFacts } from '../../shared/facts';
import { SAMPLE_NOW, sampleFiles } from '../../shared/sample';
import { emailsOf, NOW } from '../flags/world';

const A = 'https://a.test/pricing';
const B = 'https://b.test/demo';
const from = (sent: Sent, change: Partial<Sent['mail']>): Sent => ({
  ...sent,
  mail: { ...sent.mail, ...change },
});

describe('links', () => {
  it('count every click, and apart from them those of people; most human first', () => {
    const emails = [
      ...emailsOf({ prospects: 40, links: [A], clickers: 2, scanned: 9 }),
      ...emailsOf({ prospects: 40, links: [B], clickers: 3, scanned: 1, sequence: 'T' }),
    ];
    const links = [
      { url: B, raw: 4, human: 3 },
      { url: A, raw: 11, human: 2 },
    ];
    expect(clicksByLink(emails)).toEqual(links);
    expect(clicksByLink([...emails].reverse())).toEqual(links);
  });
  it('leave out clicks that are still held back, and lead to where a short link leads', () => {
    const [email] = emailsOf({ prospects: 1, links: ['https://sho.rt/x'], clickers: 1 });
    const click = email?.clicks[0];
    if (email === undefined || click === undefined) throw new Error('The world holds no click.');
    expect(clicksByLink([{ ...email, clicks: [{ ...click, waiting: true }] }])).toEqual([]);
    const event = { ...click.joined.event, leadsTo: A };
    const led = { ...email, clicks: [{ ...click, joined: { ...click.joined, event } }] };
    expect(clicksByLink([led])).toEqual([{ url: A, raw: 1, human: 1 }]);
  });
});

describe('companies', () => {
  it('hold their prospects, once each; addresses of mail providers are nobody’s colleagues', () => {
    const emails = emailsOf(
      { prospects: 4, links: [A], clickers: 2, replies: 1, bounced: 1 },
      { prospects: 4, links: [A], clickers: 1 },
    ).map((sent) => {
      const i = Number(sent.mail.prospects[0]?.match(/^p(\d+)@/)?.[1]);
      const address = i < 2 ? `p${i}@mill.example` : `p${i}@gmail.com`;
      const own = (who: string | null): string | null => (who === null ? null : address);
      return {
        ...from(sent, { prospects: [address] }),
        clicks: sent.clicks.map((click) => ({
          ...click,
          joined: { ...click.joined, prospect: own(click.joined.prospect) },
        })),
        answers: sent.answers.map((answer) => ({ ...answer, prospect: own(answer.prospect) })),
        failed: new Set(sent.failed.size > 0 ? [address] : []),
      };
    });
    expect(byCompany(emails)).toEqual([
      { domain: 'mill.example', delivered: 2, clicked: 2, replied: 1 },
      { domain: '', delivered: 2, clicked: 0, replied: 0 },
    ]);
  });
});

describe('of the sample', () => {
  let analysis: Analysis;
  beforeAll(async () => {
    const facts = await readFacts(sampleFiles());
    const accounts = [...new Set(facts.messages.map(({ account }) => account))].filter(Boolean);
    analysis = analyse(facts, { now: SAMPLE_NOW, accounts });
  });

  it('companies and links add up to the figures of each sequence', () => {
    expect(analysis.sequences.length).toBeGreaterThan(3);
    for (const { id } of analysis.sequences) {
      const emails = analysis.sent.filter(({ placement }) => placement?.sequence.id === id);
      const { prospects, rates, clicks } = countFigures(emails, SAMPLE_NOW, DEFAULT_PACE);
      const companies = byCompany(emails);
      const sum = (of: (company: (typeof companies)[number]) => number): number =>
        companies.reduce((total, company) => total + of(company), 0);
      expect(sum(({ delivered }) => delivered)).toBe(prospects.delivered);
      expect(sum(({ replied }) => replied)).toBe(rates.reply.hits);
      expect(sum(({ clicked }) => clicked)).toBeCloseTo(rates.click.hits, 6);
      const links = clicksByLink(emails);
      expect(links.reduce((total, { raw }) => total + raw, 0)).toBe(clicks.raw);
      expect(links.reduce((total, { human }) => total + human, 0)).toBeCloseTo(clicks.human, 6);
    }
  });
});

describe('raw opens', () => {
  it('are prospects with any open who were reached', () => {
    expect(
      rawOpened(emailsOf({ prospects: 10, openers: 10, bounced: 3 }, { prospects: 10, openers: 4 })),
    ).toBe(7);
    expect(countFigures(emailsOf({ prospects: 10, openers: 6 }), NOW, DEFAULT_PACE).rates.open.hits).toBe(6);
  });
});
