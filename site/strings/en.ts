import { english as check } from './sandbox/check.ts';
import { english as controls } from './sandbox/controls.ts';
import { english as criteria } from './sandbox/criteria.ts';
import { english as files } from './sandbox/files.ts';
import { english as lesson } from './sandbox/lesson.ts';
import { english as place } from './sandbox/place.ts';
import { english as run } from './sandbox/run.ts';
import { english as share } from './sandbox/share.ts';
import { english as trouble } from './sandbox/trouble.ts';
import { english as verdict } from './sandbox/verdict.ts';
import type { Strings } from './strings.ts';

export const strings: Strings = {
  ...check,
  ...controls,
  ...criteria,
  ...files,
  ...lesson,
  ...place,
  ...run,
  ...share,
  ...trouble,
  ...verdict,
};
