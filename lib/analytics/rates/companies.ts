import { domainOf } from '../../facts/message';
import { isSharedDomain } from '../shared-domains';

/**
 * How alike the answers of one company's people are (intra-class correlation). Published values for people within an
 * organisation run from .05 to .2 (facts, statistics 6.3); the user's own mail has far too few answers to estimate it.
 */
const ALIKE = 0.1;

/**
 * By how much colleagues inflate the variance of a rate: 1 + (m − 1) ρ, with m the mean company size weighted by size
 * (L. Kish, Survey Sampling, 1965). 1 where every prospect works elsewhere. Divide a number of prospects by it to get the
 * number of independent ones. Free-mail addresses are nobody's colleagues.
 * @param prospects addresses, each once
 */
export function designEffect(prospects: Iterable<string>): number {
  const sizes = new Map<string, number>();
  let all = 0;
  let squares = 0;
  for (const prospect of prospects) {
    all++;
    const domain = domainOf(prospect);
    if (domain === '' || isSharedDomain(domain)) squares++;
    else sizes.set(domain, (sizes.get(domain) ?? 0) + 1);
  }
  for (const size of sizes.values()) squares += size * size;
  return all === 0 ? 1 : 1 + (squares / all - 1) * ALIKE;
}
