import { describe, test } from 'vitest';
import { isRight } from './support/check-on-node.ts';
import { exercises, rightAnswers } from './support/templates.ts';

describe.each(exercises)('%s', (id) => {
  test.concurrent.each(rightAnswers(id))('$name solves it', (answer) => isRight(id, answer));
});
