import { ClassClient } from './class-client.ts';

/** A learner's page as it behaves when hubs come and go: what is not acknowledged is said again, to the next hub. */
export class SteadyClient {
  readonly source = `source-${Math.random().toString(36).slice(2)}`;
  readonly acknowledged = new Set<number>();
  /** Messages said so far. */
  said = 0;
  readonly #token: string;
  readonly #bases: () => readonly string[];
  readonly #unstored = new Map<number, string>();
  #client: ClassClient | null = null;
  #closed = false;
  #turn = 0;
  #waiting: (() => void)[] = [];

  /** @param bases the hubs' addresses, as they stand when a connection is made */
  constructor(token: string, bases: () => readonly string[]) {
    this.#token = token;
    this.#bases = bases;
    void this.#stayConnected();
  }

  say(message: object): void {
    const n = this.said++;
    const text = JSON.stringify({ type: 'up', source: this.source, n, message });
    this.#unstored.set(n, text);
    this.#client?.socket.send(text);
  }

  /** Resolves with the next message, or when a connection is lost or made. */
  somethingHeard = (): Promise<void> => new Promise((resolve) => this.#waiting.push(resolve));

  async allAcknowledged(): Promise<void> {
    while (this.#unstored.size) await this.somethingHeard();
  }

  close(): void {
    this.#closed = true;
    this.#client?.socket.terminate();
  }

  async #stayConnected(): Promise<void> {
    while (!this.#closed) {
      const bases = this.#bases();
      const client = await ClassClient.learner(bases[this.#turn++ % bases.length]!, this.#token).catch(() => null);
      this.#heard();
      if (!client) {
        await new Promise((resolve) => setTimeout(resolve, 50)); // as a page does before it tries again
        continue;
      }
      client.onHeard((message) => {
        if (message.type === 'ack' && message.source === this.source) {
          this.acknowledged.add(message.n);
          this.#unstored.delete(message.n);
        }
        client.heard.length = 0;
        this.#heard();
      });
      this.#client = client;
      for (const text of this.#unstored.values()) client.socket.send(text);
      await client.closed;
      this.#client = null;
      this.#heard();
    }
  }

  #heard(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
