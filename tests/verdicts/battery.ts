// npm run verdicts -- [word …] [options]: runs programs of known truth in a real browser, and says which verdicts were right, open or wrong, how soon they
// came and how often they changed; then, where it is asked, each exercise's start and solution through Check. For example, for an hour at most:
//
//   npm run verdicts -- --chosen --rounds 3 --settled 10 --beside --checks --minutes 60
import { parseArgs } from 'node:util';
import { exercises } from '../support/templates.ts';
import { servedSite, type Browser } from '../support/served-site.ts';
import { SandboxPage } from '../support/sandbox-page.ts';
import { chosen } from './chosen.ts';
import { overhear } from './overhear.ts';
import { coursePrograms, knownPrograms } from './programs.ts';
import { keepStream } from './streams.ts';
import { checkSummary, verdictSummary } from './summary.ts';
import { answersTo, tryCheck, versions, type CheckOutcome } from './try-check.ts';
import { tryVerdict, type Outcome } from './try-verdict.ts';

const { values: options, positionals: words } = parseArgs({
  allowPositionals: true,
  options: {
    /** Of each program, and of each Check. */
    rounds: { type: 'string', default: '1' },
    /** How long each runs. */
    seconds: { type: 'string', default: '40' },
    /** Ends a run as soon as its verdict has been right for so many seconds. */
    settled: { type: 'string', default: 'Infinity' },
    /** Begins no more runs after so many minutes, but says what there was. */
    minutes: { type: 'string', default: 'Infinity' },
    runtimes: { type: 'string', default: 'local,tab' },
    /** All runtimes at once, each in a browser of its own: one loads the machine for the other. */
    beside: { type: 'boolean', default: false },
    browser: { type: 'string', default: 'chromium' },
    /** Those of `chosen.ts`: some of each kind. */
    chosen: { type: 'boolean', default: false },
    /** Programs in another folder: some that the judge has not been made by. */
    programs: { type: 'string' },
    /** The course's own programs instead, each exercise's start and solution: how soon they have a verdict. */
    course: { type: 'boolean', default: false },
    /** Each exercise's start and solution through Check, too; `only` has no other program run. */
    checks: { type: 'boolean', default: false },
    'only-checks': { type: 'boolean', default: false },
    /** Its right and wrong answers through Check, instead of start and solution. */
    answers: { type: 'boolean', default: false },
    /** Keeps what the first round sampled, for the judge to be tested by (`streams.ts`). */
    record: { type: 'boolean', default: false },
  },
});
if (options.course && (options.chosen || options.programs || options.record))
  throw new Error("The course's programs are neither chosen, nor another folder's, nor recorded.");
if (options.browser !== 'chromium' && options.browser !== 'firefox') throw new Error('There are chromium and firefox.');
const browser: Browser = options.browser;
const rounds = Number(options.rounds);
const limits = { seconds: Number(options.seconds), settled: Number(options.settled) };
const until = performance.now() + Number(options.minutes) * 60_000;
const port = Number(process.env.PORT ?? 4394);
const onlyChecks = options['only-checks'] || options.answers;
const programs = onlyChecks
  ? []
  : (options.course ? coursePrograms() : knownPrograms(options.programs)).filter(
      ({ name }) =>
        (!options.chosen || chosen.has(name)) && (!words.length || words.some((word) => name.includes(word))),
    );
const checks = options.checks || onlyChecks;
const attemptsAt = (exercise: string) => (options.answers ? answersTo(exercise) : versions);

/** All rounds in one runtime, in a browser of their own. Where the time is up, what is left is left. */
async function battery(runtime: string, index: number): Promise<void> {
  const verdicts: Outcome[] = [];
  const checked: CheckOutcome[] = [];
  await using site = await servedSite(port + index, browser);
  await site.page.addInitScript(overhear);
  // Firefox shows no bytes of a tab: of what leaks, it can be asked only for what is counted.
  const seen = programs.filter(({ truth, isCounted }) => isCounted || truth === 'steady');
  const told = browser === 'firefox' && runtime === 'tab' ? seen : programs;
  if (told.length < programs.length)
    console.log(
      `${runtime}: without ${programs.length - told.length} leaks of bytes, which this browser does not show.`,
    );
  const isTimeUp = () => performance.now() > until;
  const open = (exercise: string) => SandboxPage.open(site.page, exercise, `?runtime=${runtime}`, site.base);
  for (let round = 0; round < rounds; round++) {
    let sandbox: SandboxPage | null = null;
    let opened = '';
    for (const program of told) {
      if (isTimeUp()) break;
      // Reopened for another exercise's only: to open one takes longer than many a verdict.
      if (!sandbox || program.exercise !== opened) sandbox = await open((opened = program.exercise));
      const { outcome, samples } = await tryVerdict(sandbox, program, limits);
      verdicts.push(outcome);
      console.log(runtime.padEnd(6), outcome.line);
      if (options.record && round === 0) keepStream(runtime, program.name, samples);
    }
    for (const exercise of checks ? exercises : []) {
      if (isTimeUp() || (words.length && !words.some((word) => exercise.includes(word)))) continue;
      for (const attempt of attemptsAt(exercise)) {
        if (isTimeUp()) break;
        const outcome = await tryCheck(await open(exercise), exercise, attempt);
        checked.push(outcome);
        console.log(runtime.padEnd(6), outcome.line);
      }
    }
  }
  if (verdicts.length) console.log(`${runtime}: ${verdictSummary(verdicts)}`);
  if (checked.length) console.log(`${runtime}, Check: ${checkSummary(checked)}`);
  const attempts = checks ? exercises.flatMap(attemptsAt) : [];
  const missing = rounds * (told.length + attempts.length) - verdicts.length - checked.length;
  if (missing && isTimeUp()) console.log(`${runtime}: the time was up before ${missing} more.`);
}

const runtimes = options.runtimes.split(',');
if (options.beside) await Promise.all(runtimes.map(battery));
else for (const [index, runtime] of runtimes.entries()) await battery(runtime, index);
