import type { TrackerEvent } from '../../facts/event';
import type { Outbound } from '../mailbox';
import { normalSubject } from '../sequences/subject';
import type { JoinIndex } from './join-index';
import { campaignKey } from './names';

/** Chooses among several emails by what the tracker itself calls the one it means. */
export class TrackerWords {
  constructor(
    private readonly index: JoinIndex,
    private readonly campaigns: ReadonlyMap<string, ReadonlySet<Outbound>>,
  ) {}

  /** What the tracker's own words say of several emails to one prospect: subject, else campaign and step. */
  narrowed(event: TrackerEvent, mails: readonly Outbound[]): readonly Outbound[] {
    if (mails.length < 2) return mails;
    let left = mails;
    if (event.subject !== null) {
      const same = this.sameSubject(event.subject, left);
      if (same.length > 0) left = same;
    }
    if (event.campaign !== null && left.length > 1) {
      const campaign = this.campaigns.get(campaignKey(event));
      const inIt = campaign === undefined ? [] : left.filter((mail) => campaign.has(mail));
      if (inIt.length > 0) left = inIt;
    }
    return left;
  }

  /** With the very subject, else with it but for Re: and Fwd:. */
  sameSubject(subject: string, mails: readonly Outbound[]): readonly Outbound[] {
    const exact = mails.filter((mail) => mail.fact.subject === subject);
    if (exact.length > 0) return exact;
    const plain = normalSubject(subject);
    return plain === '' ? [] : mails.filter((mail) => this.index.subjectOf(mail) === plain);
  }
}
