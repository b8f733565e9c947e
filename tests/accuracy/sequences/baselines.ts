import { normalSubject } from '../../../lib/analytics/sequences/subject';
import type { SentMessage } from '../../../lib/facts/message';
import type { Rendered } from './render';
import type { Found } from './score';

/**
 * What plain methods make of the same mail. They group first emails; later ones follow their prospect's first, numbered
 * by position: more than grouping emails alone would give them.
 */

const GAP = 45 * 86_400_000;

function chainsOf(rendered: Rendered): SentMessage[][] {
  const byProspect = new Map<string, SentMessage[]>();
  for (const message of rendered.messages) {
    if (message.direction !== 'sent') continue;
    const to = message.to[0]?.address ?? '';
    byProspect.set(to, [...(byProspect.get(to) ?? []), message]);
  }
  return [...byProspect.values()].flatMap((mails) => {
    const chains: SentMessage[][] = [];
    for (const mail of mails) {
      const chain = chains.at(-1);
      const last = chain?.at(-1);
      if (chain === undefined || last === undefined || mail.at - last.at > GAP) chains.push([mail]);
      else chain.push(mail);
    }
    return chains;
  });
}

function follow(chains: readonly SentMessage[][], labelOf: readonly (string | number)[]): Found {
  const sizes = new Map<string | number, number>();
  for (const label of labelOf) sizes.set(label, (sizes.get(label) ?? 0) + 1);
  const found = new Map<string, { sequence: string; step: number }>();
  chains.forEach((chain, index) => {
    const label = labelOf[index] ?? -1;
    if ((sizes.get(label) ?? 0) < 3) return;
    chain.forEach((mail, step) => {
      found.set(mail.messageId, { sequence: String(label), step: step + 1 });
    });
  });
  return found;
}

export function bySubject(rendered: Rendered): Found {
  const chains = chainsOf(rendered);
  return follow(
    chains,
    chains.map((chain) => normalSubject(chain[0]?.subject ?? '')),
  );
}

function trigrams(text: string): Set<string> {
  const words = text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  const out = new Set<string>();
  for (let i = 0; i + 3 <= words.length; i++) out.add(words.slice(i, i + 3).join(' '));
  return out;
}

/** Single linkage over pairs that share a shingle. */
function linked(
  chains: readonly SentMessage[][],
  alike: (shared: number, a: number, b: number) => boolean,
  weightOf: (seen: number, all: number) => number,
): Found {
  const sets = chains.map((chain) => trigrams(chain[0]?.text ?? ''));
  const holders = new Map<string, number[]>();
  sets.forEach((set, index) => {
    for (const shingle of set) {
      const list = holders.get(shingle);
      if (list === undefined) holders.set(shingle, [index]);
      else list.push(index);
    }
  });
  const weight = (shingle: string): number => weightOf(holders.get(shingle)?.length ?? 1, sets.length);
  const mass = sets.map((set) => [...set].reduce((sum, shingle) => sum + weight(shingle), 0));
  const parent = sets.map((_, index) => index);
  const find = (index: number): number => {
    let root = index;
    while (parent[root] !== root) root = parent[root] ?? root;
    return root;
  };
  sets.forEach((set, a) => {
    const shared = new Map<number, number>();
    for (const shingle of set)
      for (const b of holders.get(shingle) ?? [])
        if (b > a) shared.set(b, (shared.get(b) ?? 0) + weight(shingle));
    for (const [b, sum] of shared) if (alike(sum, mass[a] ?? 0, mass[b] ?? 0)) parent[find(b)] = find(a);
  });
  return follow(
    chains,
    parent.map((_, index) => find(index)),
  );
}

/** 3-gram Jaccard from .30 on, single linkage. */
export function byJaccard(rendered: Rendered): Found {
  return linked(
    chainsOf(rendered),
    (shared, a, b) => shared / (a + b - shared) >= 0.3,
    () => 1,
  );
}

/** IDF-weighted containment from .40 on, single linkage. */
export function byContainment(rendered: Rendered): Found {
  return linked(
    chainsOf(rendered),
    (shared, a, b) => shared / Math.min(a, b) >= 0.4,
    (seen, all) => Math.log(1 + all / seen),
  );
}
