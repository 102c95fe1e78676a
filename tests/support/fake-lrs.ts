import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Statement {
  id: string;
  verb: { id: string };
  object: { id: string };
  result?: { score?: { scaled: number }; duration?: string };
  context: { registration: string; contextActivities?: { category?: { id: string }[] } };
}

/** Stands in for a learning platform with its store of statements, as far as a cmi5 unit asks: no real one can be had here. */
export class FakeLrs implements AsyncDisposable {
  readonly statements: Statement[] = [];
  /** What was asked, in its order. */
  readonly asked: string[] = [];
  refuses = false;
  readonly #documents = new Map<string, string>();
  readonly #server = createServer((request, response) => void this.#answer(request, response));
  #given = false;

  static async start(launchData: object): Promise<FakeLrs> {
    const lrs = new FakeLrs();
    lrs.#server.listen(0, '127.0.0.1');
    await once(lrs.#server, 'listening');
    lrs.#documents.set('LMS.LaunchData', JSON.stringify(launchData));
    return lrs;
  }

  get base(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }
  /** What a platform puts behind the unit's address. It gives its token once more. */
  launch(): string {
    this.#given = false;
    const actor = JSON.stringify({ objectType: 'Agent', account: { homePage: 'https://lms.example', name: 'ann' } });
    return `?${new URLSearchParams({ endpoint: `${this.base}/xapi/`, fetch: `${this.base}/token`, actor, registration: '2c5bf0a4-6f86-4b6f-9a5a-5a8a3f5c2f11', activityId: 'https://lms.example/courses/7' })}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #answer(...[request, response]: Parameters<Parameters<typeof createServer>[1] & {}>): Promise<void> {
    const url = new URL(request.url!, this.base);
    const send = (status: number, body = '') =>
      response
        .writeHead(status, {
          'Content-Type': 'application/json',
          'Access-Control-Allow-Origin': '*',
          'Access-Control-Allow-Headers': 'Authorization, Content-Type, X-Experience-API-Version',
          'Access-Control-Allow-Methods': 'GET, PUT, POST',
        })
        .end(body);
    if (request.method === 'OPTIONS') return void send(204);
    const text = await new Response(request as never as BodyInit).text();
    const document = url.searchParams.get('stateId') ?? url.searchParams.get('profileId');
    this.asked.push(`${request.method} ${url.pathname}${document ? ` ${document}` : ''}`);
    if (url.pathname === '/token') {
      if (this.#given) return void send(200, JSON.stringify({ 'error-code': '1', 'error-text': 'It was given.' }));
      this.#given = true;
      return void send(200, JSON.stringify({ 'auth-token': 'c2VjcmV0' }));
    }
    const { authorization, 'x-experience-api-version': version } = request.headers;
    if (authorization !== 'Basic c2VjcmV0' || version !== '1.0.3') return void send(401);
    if (this.refuses) return void send(503);
    if (url.pathname === '/xapi/statements') {
      this.statements.push(...(JSON.parse(text) as Statement[]));
      return void send(200, '[]');
    }
    if (request.method === 'PUT') return void (this.#documents.set(document!, text), send(204));
    const found = this.#documents.get(document ?? '');
    send(found === undefined ? 404 : 200, found);
  }
}
