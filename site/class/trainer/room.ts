import { computed, signal } from '@preact/signals';
import type { ClassView, Gone, MemberView, Results, ToTrainer } from '../answers.ts';
import { base } from '../base.ts';
import { Connection } from '../connection.ts';
import type { SharedCode, TrainerMessage } from '../messages.ts';
import { randomId } from '../random-id.ts';
import { isAway } from './status.ts';

export interface SeenCode {
  readonly member: string;
  readonly code: SharedCode | null;
}

/** A class as a trainer's page has it. */
export class Room {
  readonly view = signal<ClassView | null>(null);
  readonly members = signal<ReadonlyMap<string, MemberView>>(new Map());
  readonly gone = signal<Gone | null>(null);
  readonly code = signal<SeenCode | null>(null);
  /** Counts up every ten seconds: what is told by the time that went by is looked at again. */
  readonly clock = signal(0);
  readonly connection: Connection;
  readonly me: { readonly id: string; readonly name: string };
  readonly queue = computed(() =>
    [...this.members.value.values()].filter(({ help }) => help).sort((a, b) => a.help!.seq - b.help!.seq),
  );
  readonly away = computed(() => {
    this.clock.value;
    return [...this.members.value.values()].filter((member) => isAway(member, this.now())).length;
  });
  /** The hub's clock, less this machine's. */
  #ahead = 0;
  #onResults: ((results: Results) => void) | null = null;
  #fresh = true;
  /** The event up to which each member is told. */
  readonly #told = new Map<string, number>();

  constructor(key: string, name: string) {
    this.me = { id: ownId(), name };
    this.connection = new Connection({
      base: base(),
      hello: () => ({ type: 'hello', as: 'trainer', key, ...this.me }),
      onOpening: () => {
        this.#fresh = true; // it begins with everybody
      },
      onMessage: (message) => this.#take(message as ToTrainer),
      outbox: `leak-lab:trainer-outbox ${key}`,
    });
    setInterval(() => this.clock.value++, 10_000);
  }

  now(): number {
    return Date.now() + this.#ahead;
  }

  say(message: TrainerMessage): void {
    this.connection.say(message);
  }

  /** Asks for the code that a learner shows; `code` has it when it is there. */
  look(member: string): void {
    this.connection.ask({ type: 'look', member });
  }

  /** Has the hub tell the learners, and calls back with the results. */
  export(onResults: (results: Results) => void): void {
    this.#onResults = onResults;
    this.say({ type: 'export' });
  }

  #take(message: ToTrainer): void {
    switch (message.type) {
      case 'class':
        if (message.seq < (this.view.value?.seq ?? 0)) break;
        this.#ahead = message.now - Date.now();
        this.view.value = message;
        break;
      case 'members': {
        if (this.#fresh) this.#told.clear();
        const members = new Map(this.#fresh ? [] : this.members.value);
        this.#fresh = false;
        for (const member of message.members) {
          if (message.seq < (this.#told.get(member.id) ?? 0)) continue;
          this.#told.set(member.id, message.seq);
          members.set(member.id, member);
        }
        for (const id of message.removed) {
          members.delete(id);
          this.#told.set(id, Number.POSITIVE_INFINITY); // they do not come back
        }
        this.members.value = members;
        break;
      }
      case 'code':
        this.code.value = { member: message.member, code: message.code };
        break;
      case 'results':
        this.#onResults?.(message.results);
        this.#onResults = null;
        break;
      case 'gone':
        this.gone.value = message.why;
        this.connection.close();
        break;
    }
  }
}

/** Of this browser: a trainer who reloads still has the hands that they took. */
function ownId(): string {
  const name = 'leak-lab:trainer';
  try {
    const id = localStorage.getItem(name) ?? randomId();
    localStorage.setItem(name, id);
    return id;
  } catch {
    return randomId(); // storage is blocked
  }
}
