import type { Report } from './report.ts';

/** A learning platform while the course is open in it. */
export interface Platform {
  /** Begins the session. @throws where the platform refuses. */
  start(): Promise<Started>;
  /** Stores what the learner has done, and how they stand by it. */
  save(progress: string, report: Report): Promise<void>;
  /** Ends the session, in the moment that a page has left: what is sent must not be waited for. */
  end(): void;
}
export interface Started {
  /** Names the learner on this platform; told to nobody. */
  readonly learner: string;
  /** What `save` stored last, in any browser; null at the first time. */
  readonly progress: string | null;
}
