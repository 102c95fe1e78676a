import { computed, signal } from '@preact/signals';
import { openBenches } from '../../workbench/model/open-benches.ts';
import type { Gone, News, ToLearner } from '../answers.ts';
import { base } from '../base.ts';
import { Connection } from '../connection.ts';
import type { LearnerMessage } from '../messages.ts';
import { canBeShown } from '../shown-code.ts';
import { forget, loadKept, saveKept, type Kept } from './kept.ts';
import { reportBenches } from './reports.ts';

/** Messages that a browser keeps. */
const mostKept = 50;
const stillHere = 60_000; // ms

/** The reader as a learner of a class, on one page. */
export class Member {
  readonly kept = signal<Kept>(null!);
  readonly news = signal<Omit<News, 'messages'> | null>(null);
  readonly gone = signal<Gone | null>(null);
  readonly unread = computed(() => Math.max(0, this.kept.value.messages.length - this.kept.value.read));
  readonly offer = computed(() => {
    const offer = this.news.value?.offer;
    return offer && offer.seq > this.kept.value.offerAnswered && offer.lesson !== this.lesson ? offer : null;
  });
  /** Whether there is code here, and it is not more than the hub takes. */
  readonly hasCode = computed(() => {
    const bench = openBenches.value.at(-1);
    return bench !== undefined && canBeShown(bench.work.files.value);
  });
  readonly lesson: string | null;
  readonly connection: Connection;
  /** The hub's clock, less this machine's. */
  #ahead = 0;
  readonly #stop: (() => void)[] = [];

  constructor(kept: Kept, lesson: string | null) {
    this.kept.value = kept;
    this.lesson = lesson;
    this.connection = new Connection({
      base: base(),
      hello: () => ({ type: 'hello', as: 'learner', token: this.kept.value.token, seen: this.kept.value.seen }),
      // Each connection begins with where this page is: it may have been told as left.
      onOpening: () => queueMicrotask(() => this.#sayPlace()),
      onMessage: (message) => this.#take(message as ToLearner),
      outbox: `leak-lab:class-outbox ${kept.token}`,
    });
    const place = () => this.#sayPlace();
    document.addEventListener('visibilitychange', place);
    // A page behind another is not where the learner is.
    const timer = setInterval(() => document.hidden || place(), stillHere);
    this.#stop.push(
      () => document.removeEventListener('visibilitychange', place),
      () => clearInterval(timer),
      reportBenches((report) => this.#say(report, `report ${report.exercise}`)),
    );
  }

  /** The hub's time now. */
  now(): number {
    return Date.now() + this.#ahead;
  }

  answer(question: number, choice: number): void {
    if (this.lesson) this.#say({ type: 'answer', lesson: this.lesson, question, choice });
  }

  ask(withCode: boolean): void {
    const bench = openBenches.value.at(-1);
    const code =
      withCode && bench && this.hasCode.value
        ? { exercise: bench.exercise.id, files: { ...bench.work.files.value } }
        : null;
    this.#say({ type: 'help', wanted: true, code });
  }

  lower(): void {
    this.#say({ type: 'help', wanted: false, code: null });
  }

  markRead(): void {
    this.#keep({ read: this.kept.value.messages.length });
  }

  answerOffer(): void {
    this.#keep({ offerAnswered: this.news.value?.offer?.seq ?? 0 });
  }

  #sayPlace(): void {
    if (this.gone.value === null) this.#say({ type: 'place', lesson: this.lesson, hidden: document.hidden }, 'place');
  }

  #say(message: LearnerMessage, slot: string | null = null): void {
    this.connection?.say(message, slot);
  }

  #take(message: ToLearner): void {
    if (message.type === 'gone') return this.#end(message.why);
    if (message.type !== 'news' || message.seq < (this.news.value?.seq ?? 0)) return;
    const { messages, ...news } = message;
    this.#ahead = message.now - Date.now();
    this.news.value = news;
    const fresh = messages.filter(({ seq }) => seq > this.kept.value.seen);
    if (!fresh.length) return;
    const all = [
      ...this.kept.value.messages,
      ...fresh.map(({ at, from, text, to }) => ({ at, from, text, own: to !== null })),
    ];
    const dropped = Math.max(0, all.length - mostKept);
    this.#keep({
      seen: fresh.at(-1)!.seq,
      messages: all.slice(dropped),
      read: Math.max(0, this.kept.value.read - dropped),
    });
  }

  #keep(changes: Partial<Kept>): void {
    this.kept.value = { ...this.kept.value, ...changes };
    // Another tab may have left meanwhile, or joined another class.
    if (loadKept()?.token === this.kept.value.token) saveKept(this.kept.value);
  }

  /** Takes this page out of the class, as another of the reader's tabs was. */
  leave(): void {
    for (const stop of this.#stop) stop();
    this.connection.close();
  }

  #end(why: Gone): void {
    this.gone.value = why;
    this.leave();
    if (loadKept()?.token === this.kept.value.token) forget();
  }
}
