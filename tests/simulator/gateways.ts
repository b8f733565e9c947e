import type { Random } from './random';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** What a company's mail security does with links. See README.md for where each comes from. */
export const BEHAVIOURS = [
  'delivery-all',
  'delivery-one',
  'delivery-twice',
  'late',
  'time-of-click',
  'hours',
  'sweep',
  'company',
  'preview',
] as const;
export type Behaviour = (typeof BEHAVIOURS)[number];

export interface Gateway {
  readonly behaviour: Behaviour | 'none';
  /** P(an email is scanned). */
  readonly share: number;
  /** For `late`: the company's own delay, or null for one that differs each time. */
  readonly delay: number | null;
  /** Addresses it scans from. */
  readonly addresses: readonly [string, ...string[]];
  readonly agents: readonly [string | null, ...(string | null)[]];
  /** Asks for headers first. */
  readonly head: boolean;
}

/** A machine's request: which link (index), when. */
export interface Hit {
  readonly link: number;
  readonly at: number;
  readonly head: boolean;
}

const CLOUD: readonly [string, ...string[]] = ['20.72.', '40.94.', '40.107.', '52.96.', '3.80.', '34.86.'];
const OFF_CLOUD: readonly [string, ...string[]] = ['185.58.', '62.140.', '91.220.', '207.82.'];
const MODERN =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/144.0.0.0 Safari/537.36';
const OLD =
  'Mozilla/5.0 (Windows NT 6.1) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/79.0.3945.88 Safari/537.36';

export function makeGateway(random: Random, behaviour: Behaviour | 'none'): Gateway {
  const net = random.chance(0.75) ? random.pick(CLOUD) : random.pick(OFF_CLOUD);
  const address = (): string => `${net}${random.whole(0, 255)}.${random.whole(1, 254)}`;
  const style = random.next();
  return {
    behaviour,
    share: random.pick([0.3, 0.7, 0.95, 1, 1]),
    delay: random.chance(0.5) ? random.between(5 * MINUTE, 60 * MINUTE) : null,
    addresses: behaviour === 'company' ? [address()] : [address(), address(), address()],
    agents:
      style < 0.65 ? [MODERN] : style < 0.8 ? [OLD] : style < 0.9 ? [null] : ['Barracuda Sentinel (EE)'],
    head: random.chance(0.1),
  };
}

/** The links of one pass over an email: one after the other, some faster than others. */
function pass(random: Random, gateway: Gateway, links: readonly number[], from: number): Hit[] {
  const hits: Hit[] = [];
  let at = from;
  const step = random.pick([50, 400, 1000, 4000]);
  for (const link of links) {
    if (gateway.head) hits.push({ link, at, head: true });
    hits.push({ link, at: at + (gateway.head ? 300 : 0), head: false });
    at += step * random.between(0.5, 1.5);
  }
  return hits;
}

/**
 * What a gateway does with one email, apart from what follows a person's click.
 * @param delivered when the email reached it
 * @param round when the company's scanner makes its round, for `company`
 */
export function scan(
  random: Random,
  gateway: Gateway,
  links: number,
  delivered: number,
  round: number,
): Hit[] {
  if (gateway.behaviour === 'none' || !random.chance(gateway.share)) return [];
  const all = Array.from({ length: links }, (_, i) => i);
  const one = [random.whole(0, links - 1)];
  switch (gateway.behaviour) {
    case 'delivery-all':
      return pass(random, gateway, all, delivered + random.exponential(6 * SECOND));
    case 'delivery-one':
      return pass(random, gateway, one, delivered + random.exponential(12 * SECOND));
    case 'delivery-twice': {
      const at = delivered + random.between(0, 45 * SECOND);
      const [link = 0] = one;
      return [
        { link, at, head: false },
        { link, at: at + random.between(0, 1500), head: false },
      ];
    }
    case 'late': {
      const delay =
        gateway.delay === null
          ? random.between(5 * MINUTE, 60 * MINUTE)
          : gateway.delay * random.between(0.97, 1.03);
      return pass(random, gateway, random.chance(0.5) ? all : one, delivered + delay);
    }
    case 'hours':
      return pass(
        random,
        gateway,
        random.chance(0.6) ? all : one,
        delivered + random.between(1.5 * HOUR, 30 * HOUR),
      );
    case 'sweep': {
      const hour = Math.ceil((delivered + 3 * MINUTE) / HOUR) + random.whole(0, 5);
      return pass(
        random,
        gateway,
        random.chance(0.5) ? all : one,
        hour * HOUR + random.between(0, 70 * SECOND),
      );
    }
    case 'company':
      return pass(random, gateway, random.chance(0.5) ? all : one, round + random.between(0, 12 * SECOND));
    // These act only on a person's doing.
    case 'time-of-click':
    case 'preview':
      return [];
  }
}
