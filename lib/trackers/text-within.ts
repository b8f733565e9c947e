import { parsedOrText } from './fields';
import type { Json, JsonRecord } from './format';

/** What a text holds beside words: JSON, a form post, a log line with JSON, a whole HTTP request, or one of these in base64. */
export function textWithin(text: string): Json | undefined {
  const direct = structured(text);
  if (direct !== undefined) return direct;
  // ngrok, API Gateway and Pub/Sub give bodies in base64.
  if (text.length >= 24 && /^[A-Za-z0-9+/_-]{20}/.test(text) && /^[A-Za-z0-9+/_=\r\n-]+$/.test(text)) {
    const decoded = base64(text);
    return decoded === null ? undefined : structured(decoded);
  }
  return undefined;
}

function structured(text: string): Json | undefined {
  const start = text.trimStart();
  const first = start[0];
  if (first === '{' || first === '[' || (first === '"' && /^"\s*[{[\\]/.test(start))) {
    const value = parsedOrText(text);
    if (typeof value !== 'string') return value;
    return value !== text ? textWithin(value) : undefined;
  }
  if (/^(?:POST|PUT) \S{1,2000} HTTP\/\d/.test(start)) {
    const body = start.search(/\r?\n\r?\n/);
    return body < 0 ? undefined : structured(start.slice(body).trim());
  }
  return form(start);
}

/** `a=1&b=%5B…%5D`: names and values; undefined for any other text. `%` or `+` or `&` must show that it is one. */
export function form(text: string): JsonRecord | undefined {
  const head = text.slice(0, 4096);
  if (!/^[A-Za-z0-9_.\-%[\]$]{1,80}=/.test(head)) return undefined;
  if (/\s/.test(text.trimEnd()) || !/[&%]/.test(text)) return undefined;
  const fields: [string, string][] = [];
  for (const pair of text.trimEnd().split('&')) {
    const equals = pair.indexOf('=');
    if (equals <= 0) continue;
    fields.push([decoded(pair.slice(0, equals)), decoded(pair.slice(equals + 1))]);
  }
  return fields.length === 0 ? undefined : Object.fromEntries(fields);
}

function decoded(text: string): string {
  const spaced = text.replace(/\+/g, ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    // A `%` that begins no escape: the text as it stands.
    return spaced;
  }
}

function base64(text: string): string | null {
  try {
    const bytes = atob(
      text
        .replace(/[\r\n]/g, '')
        .replace(/-/g, '+')
        .replace(/_/g, '/'),
    );
    return new TextDecoder('utf-8', { fatal: true }).decode(
      Uint8Array.from(bytes, (char) => char.charCodeAt(0)),
    );
  } catch {
    // Not base64, or not of text.
    return null;
  }
}

/** A field's text, without what makes a guess slow: bodies are cut, they name nothing. */
export function plainText(text: string): string {
  return text.length > 4000 ? text.slice(0, 4000) : text;
}
