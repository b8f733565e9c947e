import type { Address, SentMessage } from '../../facts/message';
import { domainOf } from '../../facts/message';
import { isSharedDomain } from '../shared-domains';
import { FNV_PRIME, FNV_START, lowered, SIGN } from './letters';

/** What of a message came from merge fields. */
export interface MergeValues {
  /** Names and company words, as hashes. */
  readonly words: readonly number[];
  /** A bit for each hash's low five bits, and one for the next five: most words of a text are no merge value, and this tells at once. */
  readonly low: number;
  readonly high: number;
  /** Company labels of the recipients' domains, lower case: “Northwind Traders” is in `northwindtraders`. */
  readonly companies: string;
  /** A bit for each two characters in a row of `companies`, by `pairBit`: what begins with no such pair is not in it. */
  readonly pairs: number;
}

/** The bit of two lower-case characters. */
export function pairBit(first: number, second: number): number {
  return 1 << ((first * 7 + second) & 31);
}

/** Adds the words of a name, an address or a domain, from `start` to `end`, that are long enough to be told apart. */
function addWords(words: number[], text: string, start: number, end: number, shortest: number): void {
  let hash = FNV_START;
  let length = 0;
  for (let at = start; at <= end; at++) {
    const ch = at < end ? lowered(text, at) : 0;
    if (ch > SIGN) {
      hash = Math.imul(hash ^ ch, FNV_PRIME);
      length++;
      continue;
    }
    if (length >= shortest) addWord(words, hash | 0);
    hash = FNV_START;
    length = 0;
  }
}

function addWord(words: number[], word: number): void {
  for (let at = 0; at < words.length; at++) if (words[at] === word) return;
  words.push(word);
}

/** Longest name or address, in UTF-16 units, that is looked at. */
const MAX_NAME = 200;

function addName(words: number[], name: string, shortest: number): void {
  addWords(words, name, 0, Math.min(name.length, MAX_NAME), shortest);
}

function addPerson(words: number[], { address, name }: Address): void {
  addName(words, name, 2);
  const at = address.indexOf('@');
  addWords(words, address, 0, Math.min(at < 0 ? address.length : at, MAX_NAME), 3);
}

/** Longest name of a company's domain, in UTF-16 units. */
const MAX_LABELS = 120;

interface Company {
  readonly labels: string;
  readonly words: readonly number[];
}

function companyOf(domain: string): Company {
  if (domain === '' || isSharedDomain(domain)) return { labels: '', words: [] };
  const words: number[] = [];
  const dot = domain.indexOf('.');
  const labels =
    dot >= 0 && dot === domain.lastIndexOf('.')
      ? domain.slice(0, Math.min(dot, MAX_LABELS))
      : domain.split('.').slice(0, -1).slice(0, 4).join(' ').slice(0, MAX_LABELS);
  addName(words, labels, 3);
  return { labels, words };
}

function valuesOf(words: readonly number[], companies: string): MergeValues {
  let low = 0;
  let high = 0;
  let pairs = 0;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? 0;
    low |= 1 << (word & 31);
    high |= 1 << ((word >>> 5) & 31);
  }
  for (let at = 1; at < companies.length; at++)
    pairs |= pairBit(companies.charCodeAt(at - 1), companies.charCodeAt(at));
  return { words, low, high, companies, pairs };
}

/** Recipients of one list that are looked at. */
const MAX_RECIPIENTS = 20;
/** People and companies that are kept: each comes again within weeks, in mail that is read in time order. */
const MAX_KEPT = 20_000;

interface Known {
  readonly from: Address;
  readonly name: string;
  readonly values: MergeValues;
}

/**
 * Finds the values a sending tool would have merged into a message, as far as its addresses tell. The sender is mostly one,
 * a prospect gets several messages and works at a company that others work at: what was found of each is kept.
 */
export class MergeReader {
  private sender: Address | null = null;
  private own: readonly number[] = [];
  private readonly people = new Map<string, Known>();
  private readonly companies = new Map<string, Company>();

  of(fact: Pick<SentMessage, 'from' | 'to' | 'cc'>): MergeValues {
    const [only] = fact.to;
    if (only === undefined || fact.to.length > 1 || fact.cc.length > 0) return this.find(fact);
    const { from } = fact;
    const known = this.people.get(only.address);
    if (known !== undefined && known.name === only.name && isSame(known.from, from)) return known.values;
    const values = this.find(fact);
    if (this.people.size >= MAX_KEPT) this.people.clear();
    this.people.set(only.address, { from, name: only.name, values });
    return values;
  }

  private find({ from, to, cc }: Pick<SentMessage, 'from' | 'to' | 'cc'>): MergeValues {
    if (this.sender === null || !isSame(this.sender, from)) {
      const own: number[] = [];
      addPerson(own, from);
      this.sender = from;
      this.own = own;
    }
    const words = this.own.slice();
    let companies = this.addAll(words, to, '');
    if (cc.length > 0) companies = this.addAll(words, cc, to.length === 0 ? '' : `${companies} `);
    return valuesOf(words, companies);
  }

  private addAll(words: number[], list: readonly Address[], before: string): string {
    let companies = before;
    for (let index = 0; index < list.length && index < MAX_RECIPIENTS; index++) {
      const person = list[index];
      if (person === undefined) continue;
      addPerson(words, person);
      const { labels, words: more } = this.companyOf(domainOf(person.address));
      for (let at = 0; at < more.length; at++) addWord(words, more[at] ?? 0);
      companies += index === 0 ? labels : ` ${labels}`;
    }
    return companies;
  }

  private companyOf(domain: string): Company {
    let company = this.companies.get(domain);
    if (company === undefined) {
      company = companyOf(domain);
      if (this.companies.size >= MAX_KEPT) this.companies.clear();
      this.companies.set(domain, company);
    }
    return company;
  }
}

function isSame(a: Address, b: Address): boolean {
  return a === b || (a.address === b.address && a.name === b.name);
}

/** As `MergeReader.of`, for one message alone. */
export function mergeValuesOf(fact: Pick<SentMessage, 'from' | 'to' | 'cc'>): MergeValues {
  return new MergeReader().of(fact);
}
