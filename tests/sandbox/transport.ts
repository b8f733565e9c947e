/** Requests in, answers out, and what happens to an answer on its way. */
import {
  createServer as createHttp,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttps } from 'node:https';
import { type AddressInfo, createServer as createNet, type Server, type Socket } from 'node:net';
import { generate } from 'selfsigned';
import type { Fault } from './faults';
import type { Reply } from './oauth';

/** First byte of a TLS handshake. */
const TLS_HANDSHAKE = 22;

const KEEP_ALIVE_MS = 120_000;

export interface Listener {
  readonly port: number;
  close(): Promise<void>;
}

let pems: ReturnType<typeof generate> | undefined;

/** One port that speaks https (self-signed) and http alike. */
export async function listen(handler: RequestListener, port: number): Promise<Listener> {
  // One key for all sandboxes of a process: making one takes longer than most tests.
  pems ??= generate([{ name: 'commonName', value: 'mail.google.com' }], { keyType: 'ec' });
  const { private: key, cert } = await pems;
  const plain = createHttp(handler);
  const secure = createHttps({ key, cert }, handler);
  // A connection that the server gives up just as it is used again would look like a fault.
  plain.keepAliveTimeout = KEEP_ALIVE_MS;
  secure.keepAliveTimeout = KEEP_ALIVE_MS;
  const sockets = new Set<Socket>();
  const server: Server = createNet((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // A browser that closes a connection it opened in advance is no news.
    socket.on('error', () => socket.destroy());
    socket.once('readable', () => {
      const first: unknown = socket.read(1);
      if (!Buffer.isBuffer(first)) return;
      socket.unshift(first);
      (first[0] === TLS_HANDSHAKE ? secure : plain).emit('connection', socket);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port, // a TCP server's address is an object
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** The whole body of a request, as latin1; at most 10 MB. */
export async function bodyOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of request) {
    if (!Buffer.isBuffer(piece)) continue;
    length += piece.length;
    if (length > 10 * 1024 * 1024) throw new Error('The request is larger than 10 MB.');
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('latin1');
}

/** Google's front ends answer in HTML when no server behind them answers. */
export function frontEndPage(status: number): Reply {
  return {
    status,
    headers: { 'content-type': 'text/html; charset=UTF-8' },
    body: `<!DOCTYPE html><html lang=en><meta charset=utf-8><title>Error ${status} (Server Error)!!1</title><p><b>${status}.</b> <ins>That’s an error.</ins><p>The server encountered a temporary error and could not complete your request.<p>Please try again in 30 seconds. <ins>That’s all we know.</ins></html>`,
  };
}

/** Sends a reply, or what a fault makes of it. */
export async function send(
  response: ServerResponse,
  reply: Reply,
  fault: Fault | null = null,
): Promise<void> {
  if (fault?.kind === 'hang') return;
  if (fault?.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.ms));
  const { status, headers, body } = fault?.kind === 'html' ? frontEndPage(fault.status) : reply;
  let bytes = typeof body === 'string' ? Buffer.from(body, 'utf8') : body;
  if (fault?.kind === 'truncate') bytes = bytes.subarray(0, Math.floor(bytes.length * (fault.keep ?? 0.5)));
  response.writeHead(status, { ...headers, 'content-length': bytes.length });
  if (fault?.kind === 'reset') {
    const part = bytes.subarray(
      0,
      Math.min(bytes.length - 1, fault.afterBytes ?? Math.floor(bytes.length / 2)),
    );
    // The bytes leave first, then the connection breaks off.
    await new Promise<void>((resolve) => response.write(part, () => resolve()));
    response.destroy();
    return;
  }
  response.end(bytes);
}
