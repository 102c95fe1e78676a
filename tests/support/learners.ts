import { expect } from 'vitest';
import { joinClass } from './class-client.ts';
import { firstReport } from './class-report.ts';
import type { HubProcess } from './class-hub.ts';
import { SteadyClient } from './steady-client.ts';

/** Learners who go on saying one thing after the other, whatever becomes of the hub: some 180 things, of which a class keeps each. */
export class Learners implements Disposable {
  readonly all: { readonly member: string; readonly client: SteadyClient }[] = [];
  #n = 0;

  static async join(hub: HubProcess, count: number, bases: () => readonly string[]): Promise<Learners> {
    const learners = new Learners();
    for (let i = 0; i < count; i++) {
      const { token, member } = await joinClass(hub.base, hub.code, `Learner ${i}`);
      learners.all.push({ member, client: new SteadyClient(token, bases) });
    }
    return learners;
  }

  say(): void {
    const [one, kind] = [Math.floor(this.#n / 3), this.#n % 3];
    this.#n++;
    const report = { type: 'report', exercise: `exercise-${one}`, ...firstReport };
    const message = [
      { type: 'answer', lesson: `lesson-${one}`, question: 0, choice: 1 },
      { ...report, state: 'booting', runs: 0 },
      report,
    ][kind]!;
    for (const { client } of this.all) client.say(message);
  }

  /** Until so many more of each are acknowledged. */
  async more(count: number): Promise<void> {
    const until = this.all.map(({ client }) => client.acknowledged.size + count);
    while (this.all.some(({ client }, i) => client.acknowledged.size < until[i]!)) {
      this.say();
      await this.all[0]!.client.somethingHeard();
    }
  }

  async allAcknowledged(): Promise<void> {
    for (const { client } of this.all) await client.allAcknowledged();
  }

  /** Of what is stored, each that was said is there, once and none besides. */
  expectStored(stored: readonly { readonly by: string; readonly source: string; readonly n: number }[]): void {
    for (const { member, client } of this.all) {
      const own = stored
        .filter(({ by, source }) => by === member && source === `${member} ${client.source}`)
        .map(({ n }) => n);
      expect(own.sort((a, b) => a - b)).toEqual(Array.from({ length: client.said }, (_, i) => i));
    }
  }

  [Symbol.dispose](): void {
    for (const { client } of this.all) client.close();
  }
}
