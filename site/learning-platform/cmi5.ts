import type { Platform, Started } from './platform.ts';
import type { LessonState, Report } from './report.ts';

/** What the platform puts into the address (cmi5, 8.1). */
export interface Launch {
  readonly endpoint: string;
  readonly fetch: string;
  readonly actor: string;
  readonly registration: string;
  readonly activityId: string;
}
/** What it has laid down for this session: the document `LMS.LaunchData` (cmi5, 10.2). */
interface LaunchData {
  readonly contextTemplate: Context;
  readonly launchMode: 'Normal' | 'Browse' | 'Review';
  readonly masteryScore?: number;
}
interface Context {
  readonly contextActivities?: Readonly<Record<string, readonly object[]>>;
  readonly extensions?: object;
}
/** What outlives a session, beside the learner's progress: what is said once in a registration is not said again (cmi5, 9.3). */
interface Kept {
  progress: string;
  said: readonly string[];
}

const verbs = {
  initialized: 'http://adlnet.gov/expapi/verbs/initialized',
  completed: 'http://adlnet.gov/expapi/verbs/completed',
  passed: 'http://adlnet.gov/expapi/verbs/passed',
  terminated: 'http://adlnet.gov/expapi/verbs/terminated',
  progressed: 'http://adlnet.gov/expapi/verbs/progressed',
} as const;
const category = (name: 'cmi5' | 'moveon') => ({ id: `https://w3id.org/xapi/cmi5/context/categories/${name}` });
const lessonType = 'http://adlnet.gov/expapi/activities/lesson';
const keptAs = 'leak-lab-progress';

export function launchIn(address: string): Launch | null {
  const all = new URL(address).searchParams;
  const [endpoint, fetch, actor, registration, activityId] = [
    'endpoint',
    'fetch',
    'actor',
    'registration',
    'activityId',
  ].map((name) => all.get(name));
  return endpoint && fetch && actor && registration && activityId
    ? { endpoint: endpoint.replace(/\/*$/, '/'), fetch, actor, registration, activityId }
    : null;
}

/** cmi5: one assignable unit, and a statement for each lesson that changes its state. */
export class Cmi5 implements Platform {
  readonly #launch: Launch;
  readonly #began = Date.now();
  #authorization = '';
  #data: LaunchData = { contextTemplate: {}, launchMode: 'Normal' };
  #kept: Kept = { progress: '', said: [] };
  #ended = false;

  constructor(launch: Launch) {
    this.#launch = launch;
  }

  async start(): Promise<Started> {
    // The token is given once (cmi5, 8.2).
    const given = await fetch(this.#launch.fetch, { method: 'POST' });
    const token = given.ok ? ((await given.json()) as { 'auth-token'?: unknown })['auth-token'] : null;
    if (typeof token !== 'string') throw new Error(`The platform gave no token: ${given.status}`);
    this.#authorization = `Basic ${token}`;
    const data = await this.#state<LaunchData>('LMS.LaunchData');
    if (!data) throw new Error('The platform has no LMS.LaunchData.');
    this.#data = data;
    // To be read before anything is said (cmi5, 11): a platform may count on it.
    await this.#ask(`agents/profile?${this.#query({ profileId: 'cmi5LearnerPreferences' }, ['agent'])}`);
    this.#kept = (await this.#state<Kept>(keptAs)) ?? this.#kept;
    await this.#say([this.#statement('initialized')]);
    return { learner: this.#launch.actor, progress: this.#kept.progress || null };
  }

  async save(progress: string, report: Report): Promise<void> {
    // To look at only (cmi5, 10.2.2): then nothing but the beginning and the end is said.
    if (this.#data.launchMode !== 'Normal') return;
    const news = [
      ...report.lessons.filter(({ state }) => state !== 'not-attempted').map((lesson) => this.#ofLesson(lesson)),
      ...(report.completed ? [['completed', this.#ofCourse('completed', { completion: true })] as const] : []),
      ...(report.passed && report.score >= (this.#data.masteryScore ?? 0)
        ? [['passed', this.#ofCourse('passed', { success: true, score: { scaled: report.score } })] as const]
        : []),
    ].filter(([key]) => !this.#kept.said.includes(key));
    if (news.length) await this.#say(news.map(([, statement]) => statement));
    this.#kept = { progress, said: [...this.#kept.said, ...news.map(([key]) => key)] };
    await this.#ask(`activities/state?${this.#stateQuery(keptAs)}`, {
      method: 'PUT',
      body: JSON.stringify(this.#kept),
    });
  }

  end(): void {
    if (this.#ended || !this.#authorization) return;
    this.#ended = true;
    const statement = this.#statement('terminated', { result: { duration: this.#duration() } });
    void this.#say([statement]).catch((error: unknown) => console.error(error));
  }

  #ofLesson({ id, state }: { id: string; state: LessonState }): readonly [string, object] {
    const passed = state === 'passed';
    // Not one of cmi5's own statements, and so without its category (cmi5, 9.3 and 9.6.2).
    const statement = this.#statement(passed ? 'passed' : 'progressed', {
      object: {
        objectType: 'Activity',
        id: `${this.#launch.activityId}/lessons/${id}`,
        definition: { type: lessonType },
      },
      ...(passed && { result: { success: true, completion: true } }),
      context: this.#context([]),
    });
    return [`${id} ${state}`, statement];
  }

  #ofCourse(verb: 'completed' | 'passed', result: object): object {
    const context = this.#context([category('cmi5'), category('moveon')]);
    const { masteryScore } = this.#data;
    const extensions = {
      ...context.extensions,
      'https://w3id.org/xapi/cmi5/context/extensions/masteryscore': masteryScore,
    };
    return this.#statement(verb, {
      result: { ...result, duration: this.#duration() },
      context: verb === 'passed' && masteryScore !== undefined ? { ...context, extensions } : context,
    });
  }

  #statement(verb: keyof typeof verbs, more: object = {}): object {
    return {
      id: randomUuid(),
      timestamp: new Date().toISOString(),
      actor: JSON.parse(this.#launch.actor),
      verb: { id: verbs[verb], display: { en: verb } },
      object: { objectType: 'Activity', id: this.#launch.activityId },
      context: this.#context([category('cmi5')]),
      ...more,
    };
  }

  #context(categories: readonly object[]) {
    const { contextActivities, ...template } = this.#data.contextTemplate;
    const all = [...(contextActivities?.category ?? []), ...categories];
    return {
      ...template,
      registration: this.#launch.registration,
      contextActivities: { ...contextActivities, ...(all.length && { category: all }) },
    };
  }

  /** ISO 8601, to a hundredth of a second (cmi5, 9.5.4.1). */
  #duration = (): string => `PT${((Date.now() - this.#began) / 1000).toFixed(2)}S`;

  async #say(statements: readonly object[]): Promise<void> {
    await this.#ask('statements', { method: 'POST', body: JSON.stringify(statements) });
  }

  async #state<T>(stateId: string): Promise<T | null> {
    const response = await this.#ask(`activities/state?${this.#stateQuery(stateId)}`);
    return response ? ((await response.json()) as T) : null;
  }

  #stateQuery = (stateId: string): string => this.#query({ stateId }, ['agent', 'registration', 'activityId']);

  #query(own: Record<string, string>, which: readonly ('agent' | 'registration' | 'activityId')[]): string {
    const { actor: agent, registration, activityId } = this.#launch;
    const all = { agent, registration, activityId };
    return String(new URLSearchParams({ ...own, ...Object.fromEntries(which.map((name) => [name, all[name]])) }));
  }

  /** Null where there is no such document. @throws where the store of statements refuses. */
  async #ask(path: string, options: RequestInit = {}): Promise<Response | null> {
    const response = await fetch(`${this.#launch.endpoint}${path}`, {
      ...options,
      keepalive: options.method !== undefined, // what is said as the page leaves arrives, too
      headers: {
        Authorization: this.#authorization,
        'X-Experience-API-Version': '1.0.3',
        ...(options.body && { 'Content-Type': 'application/json' }),
      },
    });
    if (response.status === 404 && !options.method) return null;
    if (!response.ok) throw new Error(`${path.split('?')[0]} was answered with ${response.status}`);
    return response;
  }
}

/** Version 4 (RFC 9562, 5.4); `crypto.randomUUID` is missing where a page comes over plain HTTP. */
function randomUuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
