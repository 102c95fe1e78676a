import { setImmediate } from 'node:timers/promises';
import type { Gone } from '../answers.ts';
import { readHello, readJoin, type Hello } from '../messages.ts';
import { longestMessage } from '../shown-code.ts';
import type { ClassState } from '../state.ts';
import { classOf, hash, isSame, newClass, newId, newToken, sameCode } from './access.ts';
import { Door } from './door.ts';
import { LearnerLink, paceOfText } from './learner-link.ts';
import { Bucket, Guesses } from './limits.ts';
import type { Link, Receiver, Visitor } from './link.ts';
import { LiveClass } from './live-class.ts';
import type { ClassRecord, Store } from './store.ts';
import { TrainerLink } from './trainer-link.ts';
import { concernedBy } from './views.ts';

/** Pages at once of one learner, with those that are gone and not known to be. */
const mostPages = 16;
/** A page that has not said who it is by then is let go. */
const helloWithin = 10_000; // ms
/** Characters of a page's messages that wait until it is known who it is. */
const mostEarly = 2 * longestMessage;
/** A class in which nothing happens for so long is deleted. */
const forgottenAfter = 24 * 60 * 60 * 1000; // ms
const cleanEvery = 10 * 60 * 1000; // ms

/** What asking to join comes to. */
export type Joined =
  | { member: string; token: string }
  | { refused: 'malformed' | 'unknown-code' | 'too-many-guesses' | 'closed' | 'too-many-joins' | 'full' };

interface Room {
  readonly live: LiveClass;
  readonly door: Door;
  readonly learners: Set<LearnerLink>;
  readonly trainers: Set<TrainerLink>;
  /** By member: what may still be said. A new connection gives nobody more of it. */
  readonly texts: Map<string, Bucket>;
}

/** All classes of this process: who may come in, and who is told what. It runs no code and knows no sandbox. */
export class Hub {
  readonly #store: Store;
  readonly #rooms = new Map<string, Room>();
  readonly #guesses = new Guesses();
  /** Of what this hub says itself of members. */
  readonly #outbox = newId();
  #n = 0;
  readonly #cleaning: ReturnType<typeof setInterval>;
  #looking: Promise<void> = Promise.resolve();
  #nextLook: Promise<void> | null = null;
  #closed = false;

  private constructor(store: Store) {
    this.#store = store;
    this.#cleaning = setInterval(() => void this.#forget().catch(reportLater('looking for old classes')), cleanEvery);
    this.#cleaning.unref();
    store.onForeign((id) => {
      this.#onForeign(id).catch((error: unknown) => {
        if (!this.#closed) reportLater('reading what another replica did')(error);
      });
    });
  }

  /** With all classes that the store has. */
  static async open(store: Store): Promise<Hub> {
    const hub = new Hub(store);
    for (const record of await store.classes()) await hub.#enter(record);
    await hub.#forget();
    return hub;
  }

  /** The class of that name: opened, or taken up where it was left. */
  async openClass(name: string): Promise<ClassRecord> {
    const record = await this.#store.open(newClass(name));
    await this.#enter(record);
    return record;
  }

  /** Takes a learner in. */
  async join(text: string, address: string): Promise<Joined> {
    const now = performance.now();
    if (!this.#guesses.mayTry(address, now)) return { refused: 'too-many-guesses' };
    const asked = readJoin(text);
    if (!asked) return { refused: 'malformed' };
    const room = [...this.#rooms.values()].find(({ live }) => sameCode(asked.code, live.record.code));
    if (!room) {
      this.#guesses.wasWrong(address, now);
      return { refused: 'unknown-code' };
    }
    const refused = room.door.refusal(address, (member) => this.#takeOut(room, member));
    if (refused) return { refused };
    const [member, token] = [newId(), newToken(room.live.record.id)];
    const data = { type: 'joined', name: asked.name, tokenHash: hash(token) } as const;
    const joined = new Promise<Joined>((resolve) => {
      const event = { by: member, source: `${member} join`, n: 0, data };
      const stored = () => resolve({ member, token });
      if (!room.live.take(event, stored, () => resolve({ refused: 'unknown-code' }))) resolve({ refused: 'full' });
    });
    return room.door.enter(joined);
  }

  /** Takes a name out that no page has been heard of. */
  #takeOut(room: Room, member: string): void {
    const event = {
      by: this.#outbox,
      source: this.#outbox,
      n: this.#n++,
      data: { type: 'remove', member, trainer: '' },
    } as const;
    if (!room.live.take(event, () => room.door.left(member))) room.door.left(member);
  }

  /** Takes a page's connection; what it says first settles who it is. */
  accept(link: Link): Visitor {
    let receiver: Receiver | null = null;
    let early: string[] | null = null;
    let earlyLength = 0;
    let closed = false;
    /** What is said after that is not heard: a page need not go when it is told to. */
    const hangUp = () => {
      closed = true;
      early = null;
      link.close();
    };
    const waiting = setTimeout(hangUp, helloWithin);
    const enter = async (hello: Hello) => {
      early = [];
      // Another hub may have let the page in a moment ago.
      await this.#look();
      if (closed) return;
      receiver = this.#enterBy(hello, link);
      if (!receiver) {
        const why = this.#whyNot(hello);
        if (why) link.send(JSON.stringify({ type: 'gone', why }));
        return hangUp();
      }
      for (const text of early) receiver.receive(text);
      early = null;
    };
    return {
      get isKnown() {
        return receiver !== null;
      },
      receive: (text) => {
        if (receiver) return receiver.receive(text);
        if (closed) return;
        if (early) {
          earlyLength += text.length;
          if (earlyLength > mostEarly) hangUp();
          else early.push(text);
          return;
        }
        clearTimeout(waiting);
        const hello = readHello(text);
        if (!hello) return hangUp();
        receiver = this.#enterBy(hello, link);
        // Where the store does not answer, the page comes back.
        if (!receiver) enter(hello).catch(hangUp);
      },
      closed: () => {
        closed = true;
        clearTimeout(waiting);
        receiver?.closed();
      },
    };
  }

  /** Stores what waits. Classes go on with the next hub on this store. */
  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#cleaning);
    await Promise.all([...this.#rooms.values()].map(({ live }) => live.close()));
    await this.#store.close();
  }

  /** What a page is told that is not let in. Null where it may come back: its learner has too many of them at the moment. */
  #whyNot(hello: Hello): Gone | null {
    // Its class has ended since, or it guesses: of 192 bits.
    if (hello.as === 'trainer') return 'unknown';
    const room = this.#rooms.get(classOf(hello.token));
    if (!room) return 'unknown';
    return memberBy(room, hash(hello.token)) ? null : 'removed';
  }

  #enterBy(hello: Hello, link: Link): Receiver | null {
    if (hello.as === 'trainer') {
      const room = [...this.#rooms.values()].find(({ live }) => isSame(hello.key, live.record.key));
      if (room) return this.#enterTrainer(room, link, hello);
    } else {
      const tokenHash = hash(hello.token);
      for (const room of this.#rooms.values()) {
        const member = memberBy(room, tokenHash);
        if (member) return this.#enterLearner(room, link, member.id, hello.seen);
      }
    }
    return null;
  }

  #enterTrainer(room: Room, link: Link, hello: ConstructorParameters<typeof TrainerLink>[2]): Receiver {
    const trainer: TrainerLink = new TrainerLink(
      link,
      room.live,
      hello,
      () => room.door.turnedAway,
      this.#now,
      () => room.trainers.delete(trainer),
    );
    room.trainers.add(trainer);
    return trainer;
  }

  #enterLearner(room: Room, link: Link, member: string, seen: number): Receiver | null {
    const pages = () => [...room.learners].filter((other) => other.member === member).length;
    if (pages() >= mostPages) return null;
    const text = room.texts.get(member) ?? new Bucket(paceOfText.perSecond, paceOfText.atOnce, performance.now());
    room.texts.set(member, text);
    const learner: LearnerLink = new LearnerLink(link, room.live, member, seen, text, this.#now, () => {
      room.learners.delete(learner);
      if (pages() === 0 && room.live.state.members.has(member))
        room.live.take(
          { by: member, source: `${member} ${this.#outbox}`, n: this.#n++, data: { type: 'left' } },
          () => undefined,
        );
    });
    room.learners.add(learner);
    return learner;
  }

  #now = (): number => this.#store.now();

  async #enter(record: ClassRecord): Promise<void> {
    if (this.#rooms.has(record.id)) return;
    const live = new LiveClass(record, this.#store, (before) => this.#tell(room, before));
    const room: Room = {
      live,
      door: new Door(live, this.#now, () => {
        for (const trainer of room.trainers) trainer.tell();
      }),
      learners: new Set(),
      trainers: new Set(),
      texts: new Map(),
    };
    this.#rooms.set(record.id, room);
    await room.live.pull();
  }

  #tell(room: Room, before: ClassState): void {
    const { state } = room.live;
    if (state.ended) return void this.#end(room).catch(reportLater('deleting a class'));
    for (const trainer of room.trainers) trainer.tell();
    const concerns = concernedBy(before, state);
    for (const learner of room.learners) if (concerns(learner.member)) learner.tell();
    for (const member of room.texts.keys()) if (!state.members.has(member)) room.texts.delete(member);
    if (before.left !== state.left)
      for (const learner of room.learners) if (state.left.has(learner.member)) learner.stillHere();
  }

  /** Tells everybody, and deletes all of it. */
  async #end(room: Room): Promise<void> {
    if (!this.#rooms.delete(room.live.record.id)) return;
    // After its acknowledgement, which the trainer's page waits for.
    await setImmediate();
    for (const learner of [...room.learners]) learner.end('ended');
    for (const trainer of [...room.trainers]) trainer.end();
    await room.live.close();
    await this.#store.delete(room.live.record.id);
  }

  async #forget(): Promise<void> {
    for (const room of [...this.#rooms.values()])
      if ((await this.#store.newest(room.live.record.id)) < this.#store.now() - forgottenAfter) await this.#end(room);
  }

  async #onForeign(id: string | null): Promise<void> {
    if (id === null) await this.#look();
    else await this.#rooms.get(id)?.live.pull();
  }

  /** Reads all that the store has: classes, too. Who asks while others wait for their turn gets the same answer. */
  #look(): Promise<void> {
    if (this.#nextLook) return this.#nextLook;
    const look = this.#looking.then(async () => {
      this.#nextLook = null;
      await this.#lookNow();
    });
    this.#nextLook = look;
    this.#looking = look.catch(() => undefined); // told to who asked
    return look;
  }

  async #lookNow(): Promise<void> {
    const rooms = [...this.#rooms.values()]; // without those that are opened once the list is read
    const records = await this.#store.classes();
    for (const record of records) await this.#enter(record);
    for (const room of rooms) {
      if (!records.some((record) => record.id === room.live.record.id)) await this.#end(room);
      else await room.live.pull();
    }
  }
}

const memberBy = ({ live }: Room, hash: string) =>
  [...live.state.members.values()].find(({ tokenHash }) => tokenHash === hash);

const reportLater = (doing: string) => (error: unknown) =>
  console.error(`The hub goes on after a fault in ${doing}:`, error);
