import everyday from './vitest.config.ts';

/** npm run test:wrong-answers: all of them, where npm test tries those of one exercise. */
export default { ...everyday, test: { ...everyday.test, include: ['tests/wrong-answers.test.ts'], exclude: [] } };
