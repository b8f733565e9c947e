import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

export interface VendorRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** What a vendor answers, as its documentation says. */
export type Vendor = (
  request: VendorRequest,
  base: string,
  /** The most it gives at once, whatever is asked for; faults change it. */
  most: number,
) => { status: number; body: unknown };

/** What goes wrong with the n-th request. `size`: from here on no more than this at once. */
export type Fault =
  | { readonly status: number; readonly retryAfter?: string }
  | { readonly cut: true }
  | { readonly reset: true }
  | { readonly repeat: true }
  | { readonly size: number };

/** A vendor's API that answers for its own name, as a browser sees it that is led to this machine. */
export interface Disguise {
  /** `https://api.mailgun.net` */
  readonly base: string;
  readonly key: string;
  readonly cert: string;
}

/** A vendor's API on 127.0.0.1, over real HTTP; disguised, over TLS. */
export class VendorServer {
  readonly requests: VendorRequest[] = [];
  private faults = new Map<number, Fault>();
  private most: number;
  private lastGood = '';
  private constructor(
    private readonly server: Server,
    most: number,
    private readonly disguise: Disguise | null,
  ) {
    this.most = most;
  }

  static async start(vendor: Vendor, most: number, disguise: Disguise | null = null): Promise<VendorServer> {
    const answer = (request: IncomingMessage, response: ServerResponse): void => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const parsed = {
          method: request.method ?? '',
          url: new URL(request.url ?? '/', started.base),
          headers: request.headers,
          body: Buffer.concat(chunks).toString(),
        };
        const fault = started.faults.get(started.requests.length);
        started.requests.push(parsed);
        if (fault !== undefined && 'size' in fault) started.most = fault.size;
        if (fault !== undefined && 'reset' in fault) {
          response.destroy();
          return;
        }
        if (fault !== undefined && 'status' in fault) {
          response.writeHead(
            fault.status,
            fault.retryAfter === undefined ? {} : { 'retry-after': fault.retryAfter },
          );
          response.end('<html>no JSON</html>');
          return;
        }
        const told = vendor(parsed, started.base, started.most);
        const good = JSON.stringify(told.body);
        const text = fault !== undefined && 'repeat' in fault ? started.lastGood : good;
        started.lastGood = text;
        response.writeHead(told.status, { 'content-type': 'application/json' });
        response.end(fault !== undefined && 'cut' in fault ? text.slice(0, text.length / 2) : text);
      });
    };
    const server = disguise === null ? createServer(answer) : createTlsServer(disguise, answer);
    const started = new VendorServer(server, most, disguise);
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return started;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port; // listening on a port, the address is no pipe's name
  }

  get base(): string {
    return this.disguise?.base ?? `http://127.0.0.1:${this.port}`;
  }

  /** Faults by the number of the request, from now on. */
  fail(faults: Readonly<Record<number, Fault>>): void {
    this.faults = new Map(
      Object.entries(faults).map(([at, fault]) => [this.requests.length + Number(at), fault]),
    );
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((done) => this.server.close(() => done()));
  }
}
