import type { CheckStrings } from './sandbox/check.ts';
import type { ControlStrings } from './sandbox/controls.ts';
import type { CriterionStrings } from './sandbox/criteria.ts';
import type { FileStrings } from './sandbox/files.ts';
import type { LessonStrings } from './sandbox/lesson.ts';
import type { PlaceStrings } from './sandbox/place.ts';
import type { RunStrings } from './sandbox/run.ts';
import type { ShareStrings } from './sandbox/share.ts';
import type { TroubleStrings } from './sandbox/trouble.ts';
import type { VerdictStrings } from './sandbox/verdict.ts';

/** Every sentence the sandbox says, by subject. */
export interface Strings
  extends CheckStrings,
    ControlStrings,
    CriterionStrings,
    FileStrings,
    LessonStrings,
    PlaceStrings,
    RunStrings,
    ShareStrings,
    TroubleStrings,
    VerdictStrings {}
