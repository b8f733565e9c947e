import { domainOf } from '../../facts/message';
import type { Answer } from '../attribution/answers';
import type { Mailbox, Outbound } from '../mailbox';
import type { LinkPlan } from './link-plan';
import type { Counts } from './memory';
import type { Pairs } from './pairs';

/** Sequences by number, and how many tracked emails to prospects each has. */
export class Groups {
  readonly sizes: number[] = [];
  /** What the sequences are called, by number. */
  readonly names: (string | null)[] = [];
  private readonly numbers = new Map<string | null, number>();
  /** By the number of the email: its group + 1; 0 where nobody has asked. All its opens ask, and every prospect's. */
  private known = new Int32Array(0);

  constructor(private readonly sequenceOf: (mail: Outbound) => string | null) {}

  of(mail: Outbound | null): number {
    if (mail === null) return this.numberOf(null);
    const { number } = mail;
    const known = this.known[number] ?? 0;
    if (known > 0) return known - 1;
    if (number >= this.known.length) {
      const before = this.known;
      this.known = new Int32Array(Math.max(number + 1, before.length * 2));
      this.known.set(before);
    }
    const group = this.numberOf(this.sequenceOf(mail));
    this.known[number] = group + 1;
    return group;
  }

  private numberOf(name: string | null): number {
    let group = this.numbers.get(name);
    if (group === undefined) {
      group = this.sizes.length;
      this.numbers.set(name, group);
      this.sizes.push(0);
      this.names.push(name);
    }
    return group;
  }

  add(group: number, emails: number): void {
    this.sizes[group] = (this.sizes[group] ?? 0) + emails;
  }
}

/**
 * Tracked emails that nobody and nothing clicked: they are what makes a rate a rate. An email counts where its sequence
 * has been reported on and it holds a link, or where clicks of its sequence come from emails without readable links.
 * Adds all tracked emails to their groups.
 */
export function countUntouched(
  pairs: Pairs,
  plans: readonly (LinkPlan | null)[],
  groupOf: Int32Array,
  groups: Groups,
  context: {
    readonly mailbox: Pick<Mailbox, 'byProspect'>;
    readonly answers: readonly Answer[];
    readonly counts?: Counts | undefined;
  },
): { readonly byCompany: readonly number[]; readonly clicked: Counts['clicked'] } {
  const linked: number[] = [];
  const all: number[] = [];
  for (let pair = 0; pair < pairs.mail.length; pair++) {
    const group = groupOf[pair] ?? 0;
    groups.add(group, 1);
    const plan = plans[pair] ?? null;
    if (plan === null) continue;
    all[group] = (all[group] ?? 0) + 1;
    if (plan.count > 0) linked[group] = (linked[group] ?? 0) + 1;
  }
  const clicked = new Map(
    groups.names.map((name, g) => [name, { all: all[g] ?? 0, linked: linked[g] ?? 0 }]),
  );
  const { counts } = context;
  const failed = failures(context.answers);
  const byCompany: number[] = pairs.domains.map(() => 0);
  for (const [prospect, mails] of context.mailbox.byProspect) {
    const address = pairs.addressId(prospect);
    const last = address === undefined ? -1 : (pairs.lastOf[address] ?? -1);
    const bounced = failed.get(prospect);
    let count = 0;
    for (const mail of mails) {
      const group = groups.of(mail);
      const known = counts?.clicked.get(groups.names[group] ?? null);
      const inAll = known?.all ?? all[group] ?? 0;
      if (inAll === 0) continue;
      // A tracker that does not say who of several clicked: none of them is known to be untouched.
      if (pairs.byNobody.size > 0 && pairs.byNobody.has(mail)) continue;
      if (counts?.nobodys.has(mail) === true) continue;
      if (bounced?.has(mail) === true || wasClicked(pairs, last, mail)) continue;
      // Last, because links lie elsewhere in memory.
      if ((known?.linked ?? linked[group] ?? 0) * 2 >= inAll && !hasLink(mail)) continue;
      count++;
      groups.add(group, 1);
    }
    if (count === 0) continue;
    const company =
      address === undefined ? pairs.company(domainOf(prospect)) : (pairs.companyOf[address] ?? 0);
    byCompany[company] = (byCompany[company] ?? 0) + count;
  }
  return { byCompany, clicked };
}

function hasLink(mail: Outbound): boolean {
  const { links } = mail.fact;
  for (const link of links) if (link.place !== 'quote') return true;
  return false;
}

function wasClicked(pairs: Pairs, last: number, mail: Outbound): boolean {
  for (let pair = last; pair >= 0; pair = pairs.before[pair] ?? -1)
    if (pairs.mail[pair] === mail && pairs.prospect[pair] !== null) return true;
  return false;
}

/** Emails that bounced, by the prospect they did not reach. */
function failures(answers: readonly Answer[]): Map<string, Set<Outbound>> {
  const failed = new Map<string, Set<Outbound>>();
  for (const { kind, to, failed: who } of answers) {
    if (kind !== 'bounce' || to === null) continue;
    for (const address of who) {
      const mails = failed.get(address);
      if (mails === undefined) failed.set(address, new Set([to]));
      else mails.add(to);
    }
  }
  return failed;
}
