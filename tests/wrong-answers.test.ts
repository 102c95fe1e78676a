import { describe, test } from 'vitest';
import { isWrong } from './support/check-on-node.ts';
import { exercises, wrongAnswers } from './support/templates.ts';

describe.each(exercises)('%s', (id) => {
  test.concurrent.each(wrongAnswers(id))('$name: fails $fails', (answer) => isWrong(id, answer));
});
