/** Invented people at invented companies, on domains reserved for examples. */

export interface Person {
  readonly first: string;
  readonly last: string;
  readonly company: string;
  readonly address: string;
}

const FIRST =
  'Ada Ben Cleo Dana Eli Fay Gus Hana Ivo June Kai Lena Milo Nora Otis Pia Quin Rosa Sven Tara Uma Vito Wren Xenia Yara Zane'.split(
    ' ',
  );
const LAST =
  'Abbott Becker Castro Dahl Evans Fischer Garcia Holm Ito Jansen Keller Lopez Moreau Novak Olsen Perez Quist Rossi Silva Tanaka Ueda Vogel Weber Xu Young Zeller'.split(
    ' ',
  );
const COMPANY_START =
  'Alder Birch Cobalt Delta Ember Falcon Granite Harbor Indigo Juniper Kestrel Lumen Meridian Nimbus Orchard Pioneer Quartz River Summit Timber'.split(
    ' ',
  );
const COMPANY_END = 'Works Foods Freight Labs Press Tools Glass Mills Energy Health'.split(' ');

/** The n-th person; people 2k and 2k+1 work at one company. */
export function person(n: number): Person {
  const pick = (list: readonly string[], index: number): string => list[index % list.length] ?? '';
  const first = pick(FIRST, n * 7 + Math.floor(n / FIRST.length));
  const last = pick(LAST, n * 11 + Math.floor(n / LAST.length) * 3);
  const employer = Math.floor(n / 2);
  const company = `${pick(COMPANY_START, employer)} ${pick(COMPANY_END, Math.floor(employer / COMPANY_START.length))}`;
  const domain = `${company.toLowerCase().replace(' ', '-')}.example`;
  return { first, last, company, address: `${first}.${last}.${n}@${domain}`.toLowerCase() };
}
