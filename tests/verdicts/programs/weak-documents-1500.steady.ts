import { GrpcChannel } from './magiconion/channel.ts';
import { MagicOnionClient } from './magiconion/client.ts';
import { IMyFirstService } from './service.ts';

const channel = GrpcChannel.forAddress(`http://127.0.0.1:${process.env.PORT ?? 5000}`);
const client = MagicOnionClient.create(IMyFirstService, channel);
// A cache of 1,500 documents, which may go when nobody reads them; a key goes after its document. The last hundred that were read are held.
interface Document {
  readonly id: number;
  readonly title: string;
  readonly words: string[];
}
class Documents {
  readonly #known = new Map<number, WeakRef<Document>>();
  readonly #held: Document[] = [];
  readonly #gone = new FinalizationRegistry<number>((id) => {
    if (!this.#known.get(id)?.deref()) this.#known.delete(id);
  });
  async get(id: number): Promise<Document> {
    const known = this.#known.get(id)?.deref();
    const document = known ?? (await this.#load(id));
    this.#held[id % 100] = document;
    return document;
  }
  async #load(id: number): Promise<Document> {
    const version = await client.sumAsync(id, 1);
    const words = Array.from({ length: 12 }, (_, n) => `word-${id}-${n}`);
    const document = { id, title: `Document ${id}, version ${version}`, words };
    this.#known.set(id, new WeakRef(document));
    this.#gone.register(document, id);
    return document;
  }
}
const documents = new Documents();
for (let i = 0; ; i++) {
  const { words } = await documents.get((i * 7) % 1500);
  await client.sumAsync(words.length, i % 100);
}
