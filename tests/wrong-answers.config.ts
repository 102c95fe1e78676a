import everyday from './vitest.config.ts';

/** npm run test:wrong-answers: all of them, where npm test tries those of one exercise. */
export default {
  ...everyday,
  test: {
    ...everyday.test,
    projects: undefined,
    include: ['tests/wrong-answers.test.ts'],
    exclude: [],
    testTimeout: 180_000,
    maxConcurrency: 2,
  },
};
