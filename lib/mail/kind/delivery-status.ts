import type { FailedRecipient } from '../../facts/message';

/** RFC 3464: what the reporting server did with the message for one recipient. */
export type DeliveryAction = 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded';

export interface StatusBlock {
  /** As written, without `rfc822;` and `<>`; `''` where the block names nobody that can be read. */
  readonly address: string;
  readonly action: DeliveryAction | null;
  readonly status: string | null;
  readonly diagnostic: string | null;
}

const MAX_BLOCKS = 500;

/** Header-like fields of one block, unfolded, first value wins. */
function fieldsOf(block: string): Map<string, string> {
  const fields = new Map<string, string>();
  let name = '';
  for (const line of block.split('\n')) {
    const field = /^([A-Za-z][A-Za-z0-9-]{1,60})\s{0,4}:(.*)$/.exec(line);
    if (field) {
      name = (field[1] ?? '').toLowerCase();
      if (fields.has(name)) name = '';
      else fields.set(name, (field[2] ?? '').trim());
    } else if (name !== '' && /^\s/.test(line)) fields.set(name, `${fields.get(name) ?? ''} ${line.trim()}`);
    else name = '';
  }
  return fields;
}

/** `rfc822; <a@b.c>`, `RFC822;a@b.c (alias)`, `a@b.c` → `a@b.c`; `''` for X.400 names and the like. */
export function recipientAddress(value: string | undefined): string {
  if (value === undefined) return '';
  const typed = /^\s*([\w/-]{1,30})\s*;(.*)$/.exec(value.slice(0, 1000));
  const type = typed?.[1]?.toLowerCase() ?? 'rfc822';
  const rest = (typed?.[2] ?? value).trim();
  if (!/^(?:rfc-?822|utf-8|smtp|local|x-local)/.test(type) && !rest.includes('@')) return '';
  const bare = /<([^<>\s]{1,320})>/.exec(rest)?.[1] ?? rest.split(/[\s(]/, 1)[0] ?? '';
  return bare.replace(/^["'<]+|["'>.,;:]+$/g, '');
}

function actionOf(value: string | undefined): DeliveryAction | null {
  const word = /^\s*(failed|failure|delayed|deliver(?:ed|able)|relayed|expanded)/i
    .exec(value ?? '')?.[1]
    ?.toLowerCase();
  if (word === 'failure') return 'failed';
  if (word === 'deliverable') return 'delivered';
  return word === 'failed' ||
    word === 'delayed' ||
    word === 'delivered' ||
    word === 'relayed' ||
    word === 'expanded'
    ? word
    : null;
}

/**
 * Reads a `message/delivery-status` part (RFC 3464), or text that looks like one. Original-Recipient, where there is
 * one, is the address that we wrote to; Final-Recipient may be what a forwarder made of it.
 */
export function statusBlocks(text: string): StatusBlock[] {
  const blocks: StatusBlock[] = [];
  for (const block of text.replace(/\r\n?/g, '\n').split(/\n[ \t]{0,20}\n/)) {
    if (blocks.length >= MAX_BLOCKS) break;
    const fields = fieldsOf(block);
    const original = recipientAddress(fields.get('original-recipient'));
    const final = recipientAddress(fields.get('final-recipient'));
    const action = actionOf(fields.get('action'));
    const address = original.includes('@')
      ? original
      : final !== ''
        ? final
        : recipientAddress(fields.get('x-actual-recipient'));
    if (address === '' && (action === null || !fields.has('final-recipient'))) continue;
    const status = /\b([245]\.\d{1,3}\.\d{1,3})\b/.exec(fields.get('status') ?? '')?.[1] ?? null;
    const diagnostic = fields.get('diagnostic-code') ?? null;
    blocks.push({ address, action, status, diagnostic: diagnostic === null ? null : shorten(diagnostic) });
  }
  return blocks;
}

function shorten(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  return flat.length > 500 ? `${flat.slice(0, 499)}…` : flat;
}

/** The recipients that a report says were not reached (or, for a delay, not yet). Each once. */
export function failedOf(blocks: readonly StatusBlock[], action: 'failed' | 'delayed'): FailedRecipient[] {
  const failed = new Map<string, FailedRecipient>();
  for (const block of blocks) {
    const does = block.action ?? (block.status?.startsWith('2') ? 'delivered' : 'failed');
    const address = block.address.toLowerCase();
    if (does !== action || !address.includes('@') || failed.has(address)) continue;
    failed.set(address, {
      address,
      status: block.status,
      permanent: action === 'failed',
      diagnostic: block.diagnostic,
    });
  }
  return [...failed.values()];
}
