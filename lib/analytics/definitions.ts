/** What each rate counts, out of what: shown beside the numbers and written into every export. */
export const DEFINITIONS: Readonly<Record<string, string>> = {
  clickRate:
    'Prospects with a human click (the sum over prospects of the probability of at least one human click) out of delivered prospects. Per email: emails with a human click out of delivered emails.',
  rawClickRate: 'Prospects with any click event, machines included, out of delivered prospects.',
  clickableClickRate:
    'Prospects with a human click out of delivered prospects who got at least one tracked link.',
  clickToOpenRate: 'Prospects with a human click out of prospects who opened. A human click implies an open.',
  openRate:
    'Prospects who opened, known machine opens left out, out of delivered prospects. Opens are unreliable.',
  replyRate: 'Prospects with at least one reply written by a person out of delivered prospects.',
  bounceRate: 'Prospects no email reached out of prospects written to. A delay notice is no bounce.',
  autoReplyRate: 'Prospects with an automatic answer out of delivered prospects.',
  unsubscribeRate: 'Prospects who unsubscribed out of delivered prospects.',
  counters:
    'Sums and last states from tools that give no single clicks: unfiltered, machines included; part of no rate.',
  interval:
    '90 % interval: Wilson for counts; for clicks also the uncertainty of the verdicts. A click younger than ten minutes waits and is in no count.',
  maturity: 'Share of the answers to be expected by now; below 0.9 a rate is still maturing.',
};

/** Goes up whenever verdicts on the same clicks can differ: two exports with the same one are comparable. */
export const FILTER_VERSION = 'phantom-1';
