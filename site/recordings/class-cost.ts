import recorded from '../../lessons/recordings/class/cost.json' with { type: 'json' };

/** What a class of so many cost, as `npm run bench class` measured it. */
export interface ClassCost {
  learners: number;
  hubs: number;
  /** Of 95 of 100 reports: milliseconds from a learner's to a trainer's page. */
  late: number;
  /** Of the hub that took the most: bytes. */
  memory: number;
  /** Of the hub that took the most: its share of a core. */
  core: number;
  /** The trainer's page, frames a second. */
  frames: number;
}

export interface ClassCosts {
  cores: number;
  /** Gibibytes. */
  memory: number;
  node: string;
  sizes: ClassCost[];
}

export const classCosts: ClassCosts = recorded;
