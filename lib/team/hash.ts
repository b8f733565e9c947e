import type { TeamPart } from '../analytics/team/figures';

const encoder = new TextEncoder();

/**
 * The team's secret in a form that may be kept: it signs, and gives no script its text.
 * @param key any text, spaces around it apart; from an empty one nothing is hidden, so it is refused
 */
export async function teamKey(key: string): Promise<CryptoKey> {
  // A space that came along when it was copied would make other hashes than the colleagues' of the same addresses.
  const own = key.trim().normalize('NFC');
  if (own === '') throw new Error('The team’s key is empty: give one, or write addresses as they are.');
  return crypto.subtle.importKey('raw', encoder.encode(own), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
  ]);
}

/**
 * Puts HMAC-SHA-256 of an address, with the team's key, in its place: the same prospect is the same for everybody with
 * that key, and nobody without it can try addresses against the files. Links are taken out, too: they can carry a name.
 * @param key of `teamKey`, or the team's secret itself
 */
export async function hashProspects(part: TeamPart, key: string | CryptoKey): Promise<TeamPart> {
  const secret = typeof key === 'string' ? await teamKey(key) : key;
  const addresses = new Set<string>();
  for (const { prospect } of part.deliveries) addresses.add(prospect);
  for (const { prospect } of part.clicks) if (prospect !== null) addresses.add(prospect);
  const hashes = new Map<string, string>();
  for (const address of addresses) {
    const mac = await crypto.subtle.sign('HMAC', secret, encoder.encode(address.toLowerCase()));
    hashes.set(
      address,
      [...new Uint8Array(mac, 0, 16)].map((byte) => byte.toString(16).padStart(2, '0')).join(''),
    );
  }
  const hidden = (address: string): string => hashes.get(address) ?? '';
  return {
    ...part,
    deliveries: part.deliveries.map((row) => ({ ...row, prospect: hidden(row.prospect) })),
    clicks: part.clicks.map((row) => ({
      ...row,
      prospect: row.prospect === null ? null : hidden(row.prospect),
      destination: '',
    })),
  };
}
