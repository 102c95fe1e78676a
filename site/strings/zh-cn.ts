import { chinese as check } from './sandbox/check.ts';
import { chinese as controls } from './sandbox/controls.ts';
import { chinese as criteria } from './sandbox/criteria.ts';
import { chinese as files } from './sandbox/files.ts';
import { chinese as lesson } from './sandbox/lesson.ts';
import { chinese as place } from './sandbox/place.ts';
import { chinese as run } from './sandbox/run.ts';
import { chinese as share } from './sandbox/share.ts';
import { chinese as trouble } from './sandbox/trouble.ts';
import { chinese as verdict } from './sandbox/verdict.ts';
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
