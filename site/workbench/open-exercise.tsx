import { effect } from '@preact/signals';
import { render } from 'preact';
import { noteStep } from '../progress/progress.ts';
import type { Language } from '../sandbox/language.ts';
import { languagesOf, loadExercise } from '../sandbox/exercises/exercises.ts';
import { csharpRuntimes } from '../sandbox/runtimes/index.ts';
import type { Verdict } from '../sandbox/verdict/verdict.ts';
import { formatFor } from '../strings/format.ts';
import { loadStrings } from '../strings/index.ts';
import { learnCsharp } from './editor/setup.ts';
import type { Layout } from './layout/layout.ts';
import { foldNavigation } from './layout/navigation.ts';
import { Bench, type BenchOptions } from './model/bench.ts';
import { showOpen } from './model/open-benches.ts';
import { type InsideView, View } from './model/view.ts';
import { decodeLink, isLink } from './share/link.ts';
import { adoptStyles } from './styles.ts';
import { UiProvider } from './ui.ts';
import { Workbench } from './Workbench.tsx';

let opened = 0;

/** What a page can ask of an open sandbox. */
export interface Opened {
  /** Brings a file into the editor, at the first line with these words. */
  show(path: string, words?: string): void;
  /** Opens a view of what is inside, with the focus in it, and what it is searched for. */
  look(into: InsideView, at?: string): void;
  /** Presses Run. */
  run(): void;
}

/** What it takes to open an exercise in one of its languages. @throws where that cannot be loaded. */
export async function loadExerciseIn(language: Language, id: string) {
  const [exercise, strings] = await Promise.all([
    loadExercise(id, language, document.documentElement.lang),
    loadStrings(document.documentElement.lang),
    language === 'csharp' && learnCsharp(),
  ]);
  return { language, exercise, strings };
}

/** Where an exercise is opened, and what its sandbox asks of the one that opens it. */
interface OpenOptions {
  readonly root: HTMLElement;
  /** What it is drawn into. */
  readonly host: HTMLElement;
  readonly layout: Layout;
  readonly bench: Pick<BenchOptions, 'storage'> & Partial<Pick<BenchOptions, 'runtimes'>>;
  /** False where what it takes cannot be loaded: then all stays as it is. */
  switchTo(language: Language): Promise<boolean>;
  onClose(): void;
}

/** Opens the exercise, and keeps the `data-` attributes of its place in step until it is closed. */
export function openExercise(
  { language, exercise, strings }: Awaited<ReturnType<typeof loadExerciseIn>>,
  { root, host, layout, bench: benchOptions, switchTo, onClose }: OpenOptions,
): Opened & { close(): Promise<void> } {
  const wanted = new URLSearchParams(location.search).get('runtime');
  const runsCsharp = csharpRuntimes.some(({ id }) => id === wanted);
  const bench = new Bench({
    exercise,
    ...benchOptions,
    wantedRuntime: language === 'csharp' && !runsCsharp ? null : wanted,
    ...(language === 'csharp' && { runtimes: csharpRuntimes }),
  });
  const view = new View(exercise, bench.work.files, treeIsWanted(root));
  const leaving = new AbortController();
  const noLongerOpen = showOpen(bench);
  adoptStyles();
  root.dataset.language = language;
  // The text speaks of the same program.
  document.documentElement.dataset.program = language;

  const stopReflecting = effect(() => reflect(bench, root));
  const close = async () => {
    noLongerOpen();
    stopReflecting();
    render(null, host);
    leaving.abort();
    await bench.close();
  };

  // A page that goes takes its programs with it, also into the back/forward cache; one that comes back from there boots anew.
  addEventListener('pagehide', () => void bench.suspend(), { signal: leaving.signal });
  addEventListener(
    'pageshow',
    ({ persisted }) => {
      if (!persisted) return;
      bench.work.refresh();
      void bench.open();
    },
    { signal: leaving.signal },
  );
  document.addEventListener('visibilitychange', () => bench.work.flush(), { signal: leaving.signal });

  const ui = {
    bench,
    view,
    layout,
    live: () => host,
    languages: languagesOf(exercise.id),
    switchTo,
    strings,
    format: formatFor(document.documentElement.lang),
    prefix: `sandbox-${++opened}`,
  };
  render(
    <UiProvider value={ui}>
      <Workbench onClose={onClose} />
    </UiProvider>,
    host,
  );
  foldNavigation(leaving.signal);
  void bench.open();
  const lookAtLink = async () => {
    if (language === 'typescript' && isLink(location.hash, exercise.id))
      view.shared.value = await decodeLink(location.hash, exercise);
  };
  void lookAtLink();
  addEventListener('hashchange', () => void lookAtLink(), { signal: leaving.signal });
  return {
    close,
    run: () => void bench.run(),
    look(into, at) {
      // .NET's cache is counted, not listed: there is no such view.
      if (into === 'cache' && language === 'csharp') return;
      view.look(into, at);
    },
    show(path, words) {
      const before = words === undefined ? '' : (bench.work.files.value[path]?.split(words, 1)[0] ?? '');
      view.show(path, { line: before.split('\n').length, column: 1 });
    },
  };
}

/** Keeps the sandbox's `data-` attributes, and what the reader has done, in step with the bench. */
function reflect(bench: Bench, root: HTMLElement): void {
  root.dataset.state = bench.state.value;
  root.dataset.runtime = bench.place.runtime.value ?? '';
  root.dataset.fellBackFrom = bench.place.fellBackFrom.value?.id ?? '';
  root.dataset.verdict = bench.verdict.value?.kind ?? 'none';
  root.dataset.growth = growthOf(bench.verdict.value);
  const check = bench.checkState.value;
  root.dataset.check = check === 'open' ? 'none' : check;
  root.dataset.solved = String(bench.work.solved.value);
  if (bench.firstSum.value !== null) noteStep('ran', bench.exercise.id);
  if (bench.work.solved.value) noteStep('solved', bench.exercise.id);
}

/** Where there is room for the tree beside the code; elsewhere it opens when it is asked for. */
const treeIsWanted = ({ clientWidth }: HTMLElement): boolean => {
  const code = clientWidth >= 832 ? clientWidth / 2 : clientWidth; // px: code and chart side by side from there on
  return code >= 800;
};

/** Growth in bytes a call, of which more than the end of a warm-up, as the two ends of its interval; empty where that is not known. */
function growthOf(verdict: Verdict | null): string {
  const perCall = verdict?.unit === 'bytes' ? verdict.growth?.perCall : null;
  if (!perCall) return '';
  const warmUp = verdict?.basis?.allowance ?? 0;
  return [perCall.low - warmUp, perCall.high].map((value) => Math.max(0, value).toFixed(1)).join(' ');
}
