import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Attributes whose text a person reads or hears. */
const READ = new Set(['aria-label', 'alt', 'label', 'placeholder', 'title', 'hint', 'empty', 'text']);
/** Calls whose first argument is shown: what was being done, what was done. */
const SHOWN_BY = new Set(['attempt', 'toast', 'plural']);
/** One in every language. */
const NAMES = new Set(['Plumbline', 'CSV', 'JSON', 'UTC']);
/** The name of a text in the locale files: `rate.reply`. */
const KEY = /^[a-z][A-Za-z]{0,40}(?:\.[A-Za-z0-9_]{1,40}){1,3}$/;

/** Below these folders: every .tsx file. */
export function surfaceFiles(folders: readonly string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.tsx'))
      .map((name) => join(folder, name)),
  );
}

const hasLetters = (text: string): boolean =>
  /\p{L}/u.test(text) && !NAMES.has(text.trim()) && !KEY.test(text);

/** A string, or a template, with letters of its own. */
function literal(node: ts.Node): string | null {
  if (ts.isStringLiteralLike(node)) return hasLetters(node.text) ? node.text : null;
  if (!ts.isTemplateExpression(node)) return null;
  const words = [node.head.text, ...node.templateSpans.map((span) => span.literal.text)].join(' ');
  return hasLetters(words) ? words : null;
}

/** The literals that an expression may come out as: both sides of a condition, what is joined. */
function outcomes(node: ts.Expression): string[] {
  if (ts.isParenthesizedExpression(node)) return outcomes(node.expression);
  if (ts.isConditionalExpression(node)) return [...outcomes(node.whenTrue), ...outcomes(node.whenFalse)];
  if (ts.isBinaryExpression(node)) {
    const { kind } = node.operatorToken;
    if (kind === ts.SyntaxKind.AmpersandAmpersandToken) return outcomes(node.right);
    const joins = [
      ts.SyntaxKind.PlusToken,
      ts.SyntaxKind.BarBarToken,
      ts.SyntaxKind.QuestionQuestionToken,
    ].includes(kind);
    return joins ? [...outcomes(node.left), ...outcomes(node.right)] : [];
  }
  const found = literal(node);
  return found === null ? [] : [found];
}

/** Texts that a person reads and that stand in the code, not in the locale files. */
export function literalsOf(source: string, name = 'x.tsx'): string[] {
  const file = ts.createSourceFile(name, source, ts.ScriptTarget.ES2023, true, ts.ScriptKind.TSX);
  const found: string[] = [];
  const add = (node: ts.Node, text: string): void => {
    const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
    found.push(`${name}:${line + 1} ${text.replace(/\s+/g, ' ').trim()}`);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node) && hasLetters(node.text)) add(node, node.text);
    else if (ts.isJsxExpression(node) && node.expression !== undefined && !ts.isJsxAttribute(node.parent)) {
      for (const text of outcomes(node.expression)) add(node, text);
    } else if (
      ts.isJsxAttribute(node) &&
      READ.has(node.name.getText(file)) &&
      node.initializer !== undefined
    ) {
      const value = ts.isJsxExpression(node.initializer) ? node.initializer.expression : node.initializer;
      if (value !== undefined && ts.isExpression(value)) for (const text of outcomes(value)) add(node, text);
    } else if (
      ts.isPropertyAssignment(node) &&
      (ts.isIdentifier(node.name) || ts.isStringLiteral(node.name)) &&
      READ.has(node.name.text)
    ) {
      for (const text of outcomes(node.initializer)) add(node, text);
    } else if (ts.isCallExpression(node) && SHOWN_BY.has(node.expression.getText(file))) {
      for (const argument of node.arguments) for (const text of outcomes(argument)) add(node, text);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** @see literalsOf, of files named from the project's folder */
export function literalsIn(paths: readonly string[]): string[] {
  return paths.flatMap((path) => literalsOf(readFileSync(join(ROOT, path), 'utf8'), path));
}
