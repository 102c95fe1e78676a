import type { Platform, Started } from './platform.ts';
import type { LessonState, Report } from './report.ts';

/** What a platform offers to a SCORM 1.2 package (SCORM 1.2 Run-Time Environment, 3.2): all texts. */
export interface ScormApi {
  LMSInitialize(nothing: ''): string;
  LMSFinish(nothing: ''): string;
  LMSGetValue(name: string): string;
  LMSSetValue(name: string, value: string): string;
  LMSCommit(nothing: ''): string;
  LMSGetLastError(): string;
}

/** An objective's status has these words (3.4.4, cmi.objectives.n.status). */
const statuses: Record<LessonState, string> = {
  'not-attempted': 'not attempted',
  incomplete: 'incomplete',
  passed: 'passed',
};
/** Frames around ours that are looked through; the standard's own example stops at 7, and platforms nest deeper. */
const mostFrames = 30;

type Frame = Pick<Window, 'parent' | 'opener'> & { API?: ScormApi };

/** The platform's API: in a frame around this one, else around the window that opened it (3.3.6.1). */
export function findScormApi(window: Frame): ScormApi | null {
  const above = (start: Frame): ScormApi | null => {
    for (let frame = start, i = 0; i < mostFrames; i++, frame = frame.parent as Frame) {
      try {
        if (frame.API) return frame.API;
      } catch {
        return null; // another site's
      }
      if (frame.parent === frame || !frame.parent) return null;
    }
    return null;
  };
  return above(window) ?? (window.opener ? above(window.opener as Frame) : null);
}

/** SCORM 1.2: one SCO, whose objectives are the lessons. */
export class Scorm implements Platform {
  readonly #api: ScormApi;
  readonly #began = performance.now();
  #ended = false;

  constructor(api: ScormApi) {
    this.#api = api;
  }

  async start(): Promise<Started> {
    if (this.#api.LMSInitialize('') !== 'true') throw new Error(`LMSInitialize: error ${this.#api.LMSGetLastError()}`);
    return {
      learner: this.#api.LMSGetValue('cmi.core.student_id'),
      progress: this.#api.LMSGetValue('cmi.suspend_data') || null,
    };
  }

  async save(progress: string, { lessons, score, completed, passed }: Report): Promise<void> {
    this.#set('cmi.suspend_data', progress);
    const count = Number(this.#api.LMSGetValue('cmi.objectives._count')) || 0;
    const ids = Array.from({ length: count }, (_, i) => this.#api.LMSGetValue(`cmi.objectives.${i}.id`));
    for (const { id, state } of lessons) {
      // A later version may have a lesson more, in another place.
      const i = ids.includes(id) ? ids.indexOf(id) : ids.push(id) - 1;
      if (i >= count) this.#offer(`cmi.objectives.${i}.id`, id);
      this.#offer(`cmi.objectives.${i}.status`, statuses[state]);
    }
    // Once passed, it stays so, as cmi5 says it once: a later version may have an exercise more.
    const had = this.#api.LMSGetValue('cmi.core.lesson_status');
    if (had !== 'passed') {
      this.#offer('cmi.core.score.min', '0');
      this.#offer('cmi.core.score.max', '100');
      this.#set('cmi.core.score.raw', String(Math.round(score * 100)));
      const isCompleted = completed || had === 'completed';
      this.#set('cmi.core.lesson_status', passed ? 'passed' : isCompleted ? 'completed' : 'incomplete');
    }
    this.#commit();
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#set('cmi.core.exit', 'suspend');
    this.#set('cmi.core.session_time', timespan(performance.now() - this.#began));
    this.#commit();
    this.#api.LMSFinish('');
  }

  /** A platform need not have objectives, nor a score's ends (3.4.4): one without them is told the rest. */
  #offer(name: string, value: string): void {
    this.#api.LMSSetValue(name, value);
  }

  #set(name: string, value: string): void {
    if (this.#api.LMSSetValue(name, value) !== 'true')
      throw new Error(`LMSSetValue of ${name}: error ${this.#api.LMSGetLastError()}`);
  }

  #commit(): void {
    if (this.#api.LMSCommit('') !== 'true') throw new Error(`LMSCommit: error ${this.#api.LMSGetLastError()}`);
  }
}

/** CMITimespan: `HHHH:MM:SS.SS`. */
export function timespan(ms: number): string {
  const [hours, minutes, seconds] = [Math.floor(ms / 3_600_000), Math.floor(ms / 60_000) % 60, (ms / 1000) % 60];
  const two = (value: string) => value.padStart(2, '0');
  return `${String(hours).padStart(4, '0')}:${two(String(minutes))}:${two((Math.floor(seconds * 100) / 100).toFixed(2)).padStart(5, '0')}`;
}
