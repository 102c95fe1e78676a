import { performance } from 'node:perf_hooks';
import type { ServerUnaryCall } from '@grpc/grpc-js';

/** A client whose call's deadline passes takes the call back, too, and may come before the server's own clock. */
const deadlineNear = 100; // ms
/**
 * The one call that is answered late waits for so many milliseconds; where its deadline comes too soon for that, the answer has so many left, or half of the call’s
 * time where that is less.
 */
const late = { by: 1000, spare: 250 };

type Call = ServerUnaryCall<unknown, unknown>;

/**
 * Where calls come in. Of those that it is to delay it answers one late: a program with a time limit of its own shows that. Those that come after it, and
 * all that it is to hold, wait for good: the program that makes them is about to end.
 */
export class Door {
  readonly held = { late: 0, waiting: 0, givenUp: 0, age: 0, expired: 0, limit: 0 };
  readonly #onChange: () => void;
  #state: 'open' | 'delays' | 'waits' | 'holds' = 'open';

  /** `onChange` runs when a call has come to wait, is answered late or taken back. */
  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  hold(): void {
    this.#state = 'holds';
  }

  delay(): void {
    this.#state = 'delays';
  }

  /** Has the call answered: at once, late or never. */
  receive(call: Call, answer: () => void): void {
    if (this.#state === 'holds') this.#keep(call);
    else if (this.#state === 'delays') this.#answerLate(call, answer);
    else answer();
  }

  #answerLate(call: Call, answer: () => void): void {
    const begun = performance.now();
    const time = timeOf(call);
    const become = (state: 'waits' | 'holds') => {
      this.#state = state;
      this.held.late = Number(state === 'waits');
      this.#onChange();
    };
    const giveUp = () => {
      clearTimeout(timer);
      if (hasTime(call)) this.held.limit = ageOf(begun);
      become('holds');
    };
    const timer = setTimeout(
      () => {
        call.off('cancelled', giveUp);
        become('holds');
        answer();
      },
      Math.min(late.by, Math.max(time / 2, time - late.spare)),
    );
    call.once('cancelled', giveUp);
    become('waits');
  }

  #keep(call: Call): void {
    const begun = performance.now();
    this.held.waiting++;
    this.#onChange();
    call.once('cancelled', () => {
      this.held.waiting--;
      if (hasTime(call)) {
        this.held.givenUp++;
        this.held.age = ageOf(begun);
      } else this.held.expired++;
      this.#onChange();
    });
  }
}

/** Milliseconds since then: at least 1, as 0 says that there was no such call. */
const ageOf = (begun: number): number => Math.max(1, Math.round(performance.now() - begun));
/** Milliseconds until its deadline. */
const timeOf = (call: Call): number => Number(call.getDeadline()) - Date.now();
/** Whether it was its caller who took it back: the server itself cancels a call whose deadline has passed. */
const hasTime = (call: Call): boolean => timeOf(call) > deadlineNear;
