import { type Group, GroupIndex, SETTLED } from './group-index';
import { DistinctLists, IntMap, IntPool, keyOf, type Lists } from './int-map';
import type { Vocabulary } from './vocabulary';

/**
 * Groups messages by the template behind them.
 *
 * A shingle that only one person ever got says nothing about a template, so personal sentences vanish before anything
 * is compared. A group is known by its centroid: for each shingle, the share of its members that hold it. Comparing
 * with the centroid is average linkage: a message joins a group when it is like its members in the mean, never because
 * it is like one of them, so groups do not chain through near-duplicates.
 */

/** A member and a group are alike from here on (cosine), first strictly, then among what is left. */
const ALIKE_STRICT = 0.58;
export const ALIKE_LOOSE = 0.36;
/** Two groups are one template from here on (cosine of their centroids). */
const ONE_TEMPLATE = 0.62;
/** A message holds a template when it holds this share of its weight. */
export const HOLDS = 0.55;
/** … and is not quite another text that happens to hold it. */
export const HOLDS_LIKE = 0.25;
export interface Corpus {
  /** Message → its wording: which of the lists in `shingles` is its own. */
  readonly said: Int32Array;
  /** Each wording's shingles that at least two people got; empty for those too short to tell. */
  readonly shingles: Lists;
  /** What a shingle tells, by number. */
  readonly weights: Float64Array;
  /**
   * Weight of each message's other shingles, those it alone has. Small, for personal text must not count against a
   * template; not nothing, or long messages with one common phrase would look the same.
   */
  readonly alone: Float64Array;
  /** Number of all shingles of each message. */
  readonly lengths: Int32Array;
  /** Messages with one number other than 0 came at one place under one subject: most likely one template's. */
  readonly contexts: Int32Array;
}

/** Fewer messages in one place than this show no template. */
const MIN_CONTEXT = 4;
/** Within one place, what fewer share than this is personal. */
const CONTEXT_SHARE = 0.12;

/**
 * Templates seen by their place: among emails under one subject at one place of the thread, what recurs is the template
 * and what does not is personal, even when the same personal sentence went to many people elsewhere. Several templates
 * under one subject come apart.
 */
function groupByContext(corpus: Corpus, order: Int32Array): Group[] {
  const { values, starts } = corpus.shingles;
  const places = placesOf(corpus.contexts, order);
  const groups: Group[] = [];
  // How many messages of one place hold each shingle, and have each wording; zero again before the next place.
  const counts = new Int32Array(corpus.weights.length);
  const sayers = new Int32Array(starts.length);
  const held = new IntPool(256);
  const wordings = new IntPool(64);
  for (let place = 0; place + 1 < places.starts.length; place++) {
    const first = places.starts[place] ?? 0;
    const last = places.starts[place + 1] ?? 0;
    if (last - first < MIN_CONTEXT) continue;
    wordings.size = 0;
    for (let nth = first; nth < last; nth++) {
      const wording = corpus.said[places.values[nth] ?? 0] ?? 0;
      const before = sayers[wording] ?? 0;
      if (before === 0) wordings.push(wording);
      sayers[wording] = before + 1;
    }
    held.size = 0;
    for (let nth = 0; nth < wordings.size; nth++) {
      const wording = wordings.at(nth);
      const times = sayers[wording] ?? 0;
      for (let at = starts[wording] ?? 0, end = starts[wording + 1] ?? 0; at < end; at++) {
        const id = values[at] ?? 0;
        const before = counts[id] ?? 0;
        if (before === 0) held.push(id);
        counts[id] = before + times;
      }
      sayers[wording] = 0;
    }
    const index = new GroupIndex(corpus.weights);
    const asked = new Asked(index, corpus.shingles, counts, Math.max(2, (last - first) * CONTEXT_SHARE));
    for (let nth = first; nth < last; nth++) {
      const message = places.values[nth] ?? 0;
      asked.lead(message, corpus.said[message] ?? 0);
    }
    for (let at = 0; at < held.size; at++) counts[held.at(at)] = 0;
    for (const group of index.groups)
      if (group.members.length >= 3 && hasTemplate(group, corpus)) groups.push(group);
  }
  return groups;
}

/** The messages of each place, in order; places in the order of their first messages. */
function placesOf(contexts: Int32Array, order: Int32Array): Lists {
  const places = new IntMap(1024);
  for (let nth = 0; nth < order.length; nth++) {
    const context = contexts[order[nth] ?? 0] ?? 0;
    if (context !== 0) places.add(context);
  }
  const starts = new Int32Array(places.size + 1);
  for (let place = 0; place < places.size; place++)
    starts[place + 1] = (starts[place] ?? 0) + places.countAt(place);
  const next = starts.slice();
  const values = new Int32Array(starts[places.size] ?? 0);
  for (let nth = 0; nth < order.length; nth++) {
    const message = order[nth] ?? 0;
    const context = contexts[message] ?? 0;
    if (context === 0) continue;
    const place = places.find(context);
    const at = next[place] ?? 0;
    values[at] = message;
    next[place] = at + 1;
  }
  return { values, starts };
}

/**
 * The messages of one place are mostly the same to the word once what is personal is left out: where nothing has moved since
 * the same list was asked about, the answer is the same.
 */
class Asked {
  /** Wording → the list that is left of it. */
  private readonly listOf = new IntMap(16);
  private readonly ofWording = new IntPool(16);
  private readonly lists = new DistinctLists();
  private readonly rest = new IntPool(64);
  /** List → the group that it joined, and the version of the index then; −1 where that moved the index. */
  private readonly groups = new IntPool(16);
  private readonly versions = new IntPool(16);

  /**
   * @param counts shingle → how many messages of the place hold it
   * @param enough what fewer hold is personal
   */
  constructor(
    private readonly index: GroupIndex,
    private readonly shingles: Lists,
    private readonly counts: Int32Array,
    private readonly enough: number,
  ) {}

  lead(message: number, wording: number): void {
    const place = this.listOf.put(wording);
    if (place === this.ofWording.size) this.ofWording.push(this.left(wording));
    const list = this.ofWording.at(place);
    const { index, lists } = this;
    const start = lists.startOf(list);
    const end = lists.endOf(list);
    if (start === end) return;
    if (this.versions.at(list) === index.version) {
      // A settled group: a new member does not move it.
      index.groups[this.groups.at(list)]?.members.push(message);
      return;
    }
    const { version } = index;
    const group = index.lead(message, lists.values.values, start, end, 0, ALIKE_STRICT);
    this.groups.values[list] = group;
    this.versions.values[list] = index.version === version ? version : -1;
  }

  /** What is left of a wording without what is personal. */
  private left(wording: number): number {
    const { counts, enough, groups, lists, rest, versions } = this;
    const { starts, values: ids } = this.shingles;
    const from = starts[wording] ?? 0;
    const to = starts[wording + 1] ?? 0;
    rest.size = 0;
    const into = rest.room(to - from);
    for (let at = from; at < to; at++) {
      const id = ids[at] ?? 0;
      if ((counts[id] ?? 0) >= enough) into[rest.size++] = id;
    }
    const list = lists.of(keyOf(into, 0, rest.size), into, 0, rest.size);
    if (list === groups.size) {
      groups.push(-1);
      versions.push(-1);
    }
    return list;
  }
}

/** What a shingle counts that nobody else got, beside one that two people did. */
const ALONE = 0.2;

export function aloneWeight(shingles: number, mails: number): number {
  return shingles * ALONE * Math.sqrt(Math.log(1 + mails / 2));
}

/**
 * What each shingle tells: rare ones more than common ones, and next to nothing those that one person got again and
 * again (footers and greetings come with every step, a template's words with one).
 */
export function weigh(vocabulary: Vocabulary, mails: number): Float64Array {
  const weights = new Float64Array(vocabulary.size);
  for (let id = 0; id < weights.length; id++) weights[id] = weightOf(vocabulary, id, mails);
  return weights;
}

export function weightOf(vocabulary: Vocabulary, id: number, mails: number): number {
  const seen = vocabulary.mailsOf(id);
  const people = vocabulary.peopleOf(id);
  if (people < 2) return 0;
  const once = people / seen;
  // The square root keeps one sentence that many share from outweighing the template of a large sequence.
  return Math.sqrt(Math.log(1 + mails / seen)) * Math.max(0.02, once * once * once);
}

/** What most members share must be this share of what they say, or there is no template. */
const TEMPLATE_SHARE = 0.14;
const TEMPLATE_SHINGLES = 4;

/** A shingle speaks for a group when it tells at least this share of what one found there alone would. */
const SPEAKS = 0.5;

function hasTemplate(group: Group, { lengths, weights }: Corpus): boolean {
  const enough = SPEAKS * Math.sqrt(Math.log(1 + lengths.length / group.members.length));
  let shared = 0;
  const { counts, counted, members } = group;
  for (let at = 0; at < counts.size; at++)
    if (counts.countAt(at) * 2 >= counted && (weights[counts.keyAt(at)] ?? 0) >= enough) shared++;
  let all = 0;
  const sample = Math.min(members.length, SETTLED);
  for (let at = 0; at < sample; at++) all += lengths[members[at] ?? 0] ?? 0;
  return shared >= TEMPLATE_SHINGLES && shared * sample >= all * TEMPLATE_SHARE;
}

/** One pass: each message, in order, joins the likest group or opens one. */
function lead(
  { said, shingles: { values, starts }, alone }: Corpus,
  weights: Float64Array,
  order: readonly number[],
  threshold: number,
): GroupIndex {
  const index = new GroupIndex(weights);
  for (const message of order) {
    const wording = said[message] ?? 0;
    const start = starts[wording] ?? 0;
    const end = starts[wording + 1] ?? 0;
    if (end > start) index.lead(message, values, start, end, alone[message] ?? 0, threshold);
  }
  return index;
}

/** Larger groups first: their centroids are the surest. Ties by first message, so that input order does not matter. */
function bySize(a: Group, b: Group): number {
  return b.members.length - a.members.length || (a.members[0] ?? 0) - (b.members[0] ?? 0);
}

function mergeAlike(groups: readonly Group[], weights: Float64Array): GroupIndex {
  const index = new GroupIndex(weights);
  for (const group of [...groups].sort(bySize)) {
    const found = index.likestTo(group);
    index.absorb(found !== null && found.like >= ONE_TEMPLATE ? found.group : index.open(), group);
  }
  return index;
}

/** Shingles that several groups hold tell less; those that none holds are noise. */
function disperse(groups: readonly Group[], weights: Float64Array): Float64Array {
  const holders = new Int32Array(weights.length);
  for (const { counts, counted } of groups)
    for (let at = 0; at < counts.size; at++) {
      const id = counts.keyAt(at);
      if (counts.countAt(at) * 4 >= counted) holders[id] = (holders[id] ?? 0) + 1;
    }
  const dispersed = new Float64Array(weights.length);
  for (let id = 0; id < weights.length; id++) {
    const groupsWith = holders[id] ?? 0;
    dispersed[id] = (weights[id] ?? 0) * (groupsWith === 0 ? 0.5 : 1 / Math.sqrt(groupsWith));
  }
  return dispersed;
}

/** Those of `order` that are in none of the groups. */
function outside(groups: readonly Group[], order: ArrayLike<number>, messages: number): number[] {
  const inside = new Uint8Array(messages);
  for (const { members } of groups) for (let at = 0; at < members.length; at++) inside[members[at] ?? 0] = 1;
  const rest: number[] = [];
  for (let nth = 0; nth < order.length; nth++) {
    const message = order[nth] ?? 0;
    if (inside[message] === 0) rest.push(message);
  }
  return rest;
}

/**
 * @param order numbers of the messages to group, in time order: those that have shingles
 * @returns groups of at least two messages, and the weights that tell them apart
 */
export function groupMessages(corpus: Corpus, order: Int32Array): { groups: Group[]; weights: Float64Array } {
  const { values, starts } = corpus.shingles;
  const messages = corpus.lengths.length;
  const seeds = groupByContext(corpus, order);
  const strict = lead(corpus, corpus.weights, outside(seeds, order, messages), ALIKE_STRICT);
  const merged = mergeAlike(
    [...seeds, ...strict.groups.filter((group) => group.members.length >= 2)],
    corpus.weights,
  );
  const kept = merged.groups.filter((group) => group.members.length >= 3);
  const weights = disperse(kept, corpus.weights);
  const sharp = mergeAlike(kept, weights);

  // Whoever is in no group of three may hold a template among much personal text.
  const rest: number[] = [];
  for (const message of outside(sharp.groups, order, messages)) {
    const wording = corpus.said[message] ?? 0;
    const from = starts[wording] ?? 0;
    const to = starts[wording + 1] ?? 0;
    const found = sharp.likest(values, from, to, corpus.alone[message] ?? 0, 'holds');
    if (found !== null && found.holds >= HOLDS && found.like >= HOLDS_LIKE)
      sharp.groups[found.group]?.members.push(message);
    else rest.push(message);
  }

  const loose = lead(corpus, weights, rest, ALIKE_LOOSE);
  const late = mergeAlike(
    [...sharp.groups, ...loose.groups.filter((group) => group.members.length >= 2)],
    weights,
  );
  const real = late.groups.filter((group) => hasTemplate(group, corpus));
  for (const group of real) group.members.sort((a, b) => a - b);
  return { groups: real.sort(bySize), weights };
}
