import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import ts from 'typescript';

/** One field of a resource, as Google's discovery document has it and the library's types carry it. */
interface Field {
  readonly kind: 'string' | 'number' | 'boolean' | 'resource';
  readonly list: boolean;
  /** The resource's name, for `resource`. */
  readonly of: string;
}

type Schemas = ReadonlyMap<string, ReadonlyMap<string, Field>>;

function fieldOf(text: string): Field | null {
  const bare = text.replace(/\s*\|\s*null/g, '').trim();
  const list = bare.endsWith('[]');
  const one = bare.replace(/\[\]$/, '');
  if (one === 'string' || one === 'number' || one === 'boolean') return { kind: one, list, of: '' };
  const resource = /^Schema\$(\w+)$/.exec(one)?.[1];
  return resource === undefined ? null : { kind: 'resource', list, of: resource };
}

/** Reads all `Schema$…` interfaces out of the published type declarations of @googleapis/gmail. */
export function readSchemas(): Schemas {
  const entry = createRequire(import.meta.url).resolve('@googleapis/gmail');
  const path = entry.replace(/index\.js$/, 'v1.d.ts');
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest);
  const schemas = new Map<string, Map<string, Field>>();
  const visit = (node: ts.Node): void => {
    if (ts.isInterfaceDeclaration(node) && node.name.text.startsWith('Schema$')) {
      const fields = new Map<string, Field>();
      for (const member of node.members) {
        if (!ts.isPropertySignature(member) || member.type === undefined) continue;
        const field = fieldOf(member.type.getText(source));
        if (field !== null) fields.set(member.name.getText(source), field);
      }
      schemas.set(node.name.text.slice('Schema$'.length), fields);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return schemas;
}

/** Fields without which a client cannot work; the discovery document itself marks none as required. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  Profile: ['emailAddress', 'messagesTotal', 'threadsTotal', 'historyId'],
  ListMessagesResponse: ['resultSizeEstimate'],
  ListThreadsResponse: ['resultSizeEstimate'],
  ListHistoryResponse: ['historyId'],
  ListLabelsResponse: ['labels'],
  Label: ['id', 'name', 'type'],
  Message: ['id', 'threadId'],
  MessagePartHeader: ['name', 'value'],
  MessagePart: ['mimeType'],
  MessagePartBody: ['size'],
  Thread: ['id', 'historyId'],
  History: ['id', 'messages'],
  HistoryMessageAdded: ['message'],
  HistoryMessageDeleted: ['message'],
  HistoryLabelAdded: ['message', 'labelIds'],
  HistoryLabelRemoved: ['message', 'labelIds'],
};

/** What is wrong with an answer: unknown fields, wrong types, missing ones. Empty when it is valid. */
export function faultsOf(schemas: Schemas, name: string, value: unknown, at = name): string[] {
  const fields = schemas.get(name);
  if (fields === undefined) return [`${at}: the library has no Schema$${name}`];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${at}: not an object`];
  const wrong: string[] = [];
  for (const needed of NEEDED[name] ?? []) if (!(needed in value)) wrong.push(`${at}.${needed} is missing`);
  for (const [key, inner] of Object.entries(value)) {
    const field = fields.get(key);
    const here = `${at}.${key}`;
    if (field === undefined) wrong.push(`${here} is not in Schema$${name}`);
    else if (field.list !== Array.isArray(inner)) wrong.push(`${here}: list or not?`);
    else {
      // A single value is checked as a list of one.
      const items: readonly unknown[] = Array.isArray(inner) ? inner : [inner];
      for (const [n, item] of items.entries())
        if (field.kind === 'resource') wrong.push(...faultsOf(schemas, field.of, item, `${here}[${n}]`));
        else if (typeof item !== field.kind)
          wrong.push(`${here}[${n}] is a ${typeof item}, not a ${field.kind}`);
    }
  }
  return wrong;
}
