import type { Criterion } from '../sandbox/check.ts';
import type { PathFault } from '../sandbox/file-path.ts';
import type { Reason, ReasonCode } from '../sandbox/reason.ts';
import type { BootStep, FactId, RuntimeId } from '../sandbox/runtime.ts';
import type { Sample } from '../sandbox/samples.ts';
import type { SessionState } from '../sandbox/session.ts';
import type { Basis, Verdict } from '../sandbox/verdict.ts';
import type { Format } from './format.ts';

/** How a run's files stood to the exercise's when it began. */
export type RunFiles = 'as-given' | 'solution' | 'edited';

/** How the floor of a heap goes, as a reader draws it before a run. */
export type Shape = 'steady' | 'rises' | 'levels-off' | 'returns';

/** Why the learner's files were replaced; the version before is kept. */
export type ReplacedBy = 'reset' | 'solution' | 'other-tab' | 'this-tab' | 'removed' | 'link';

/** What a leak would have come to: seconds until the heap's cap, at so many bytes a call. */
export interface Avoided {
  readonly seconds: number;
  readonly perCall: number;
  readonly cap: number;
}

/** What a key does. */
export type Shortcut =
  | 'enter'
  | 'leave'
  | 'run'
  | 'complete'
  | 'find'
  | 'definition'
  | 'rename'
  | 'format'
  | 'closeTab'
  | 'edge'
  | 'restore'
  | 'card';

/** Why the code of a link cannot be shown. */
export type LinkFault = 'malformed' | 'too-large' | 'newer' | 'bad-path';

/** Whose a file of a sandbox is. */
export type FileGroup = 'own' | 'server' | 'port' | 'beside';

/** The figures of one run, for the sentence that stands for the chart. */
export interface RunFigures {
  name: string;
  last: Sample;
  /** What the channels' caches hold. */
  entries: number;
  /** The first and the last value of the floor, in bytes or, where the samples count objects, objects. */
  floor: readonly [number, number] | null;
}

type Figures = Readonly<Record<string, number>>;
type Leaking = Extract<Verdict, { kind: 'leaking' }>;
type Steady = Extract<Verdict, { kind: 'steady' }>;
type NotEnough = Extract<Verdict, { kind: 'not-enough-data' }>;

/** How far a check has come: how many of its points are settled. */
export interface CheckProgress {
  settled: number;
  all: number;
  seconds: number | null;
}

/** What a criterion says in each of its results, with its figures. */
export type CriterionText = Record<Criterion['result'], (figures: Figures, format: Format) => string>;

/** Every sentence the sandbox says. Each language fills all of it, or the type check fails. */
export interface Strings {
  closed: {
    kicker: string;
    about: string;
    steps: readonly string[];
    open: string;
    opening: string;
    /** The workbench's own files did not come. */
    loadFailed: string;
    needsScript: string;
    yourFile: string;
    /** In place of `yourFile`, where the file is shown as the reader left it. */
    yourEdits: string;
    otherFiles: string;
    /** Stands over the files of the port. */
    port: string;
    solved: string;
  };
  /** What is said first of an answer to a question of a lesson. */
  predict: {
    right: string;
    wrong: string;
    /** Beside an opened sandbox: the question, what was answered, and what the run has shown, by the verdict's word. */
    before(question: string): string;
    predicted(answer: string): string;
    waits: string;
    showed(verdict: string): string;
    number: string;
    answer: string;
    /** Of a curve: that it can be drawn, what it is called, where its handles are, and what it says. */
    draw: string;
    sketch: string;
    handle(at: number, of: number, percent: number): string;
    erase: string;
    drew(shape: Shape): string;
    compared: string;
  };
  shortcuts: { title: string; does: Record<Shortcut, string> };
  /** The label of an exercise's hint, which counts from 1. */
  hint(step: number): string;
  /** Of a hint: what shows its place, and what offers the next one after a check that failed. */
  hints: Record<'show' | 'offer', string>;
  /** After *solved*. */
  solved: { avoided(avoided: Avoided, format: Format): string; compare: string; next(title: string): string };
  sandbox(id: string): string;
  actions: Record<
    | 'run'
    | 'stop'
    | 'reset'
    | 'solution'
    | 'check'
    | 'close'
    | 'applySolution'
    | 'leaveSolution'
    | 'bringBack'
    | 'dismiss'
    | 'tryAgain',
    string
  >;
  history: {
    open: string;
    title: string;
    versions: string;
    none: string;
    because: Record<'ran' | 'reset' | 'solution' | 'restored' | 'other-tab' | 'removed' | 'link' | 'left', string>;
    restore: string;
    /** What Restore does to the files as they are. */
    restores: string;
    same: string;
    diff(path: string): string;
  };
  share: Record<
    | 'open'
    | 'title'
    | 'link'
    | 'linkAbout'
    | 'linkTooLong'
    | 'copy'
    | 'copied'
    | 'copyYourself'
    | 'away'
    | 'zip'
    | 'zipAbout'
    | 'stackBlitz'
    | 'stackBlitzAbout'
    | 'embed'
    | 'embedAbout'
    | 'own'
    | 'ownAbout'
    | 'ownSave'
    | 'ownTools'
    | 'ownNoClipboard'
    | 'received'
    | 'receivedAbout'
    | 'receivedSame'
    | 'take'
    | 'leave'
    | 'agreeTitle'
    | 'agreeAbout'
    | 'agreeYes'
    | 'agreeTab'
    | 'agreeNo',
    string
  > & { faults: Record<LinkFault, string>; diff(path: string): string };
  layout: {
    /** The accessible names of the edges that can be moved. */
    edges: Record<'text' | 'columns' | 'upper' | 'lower', string>;
    fill: string;
    restore: string;
  };
  toolbar: string;
  /** The accessible name of the switch between the languages that a program can be written in. */
  language: string;
  state: Record<SessionState, string>;
  stateLabel: string;
  runtimeLabel: string;
  runtimes: Record<RuntimeId, string>;
  builtWith(node: string, http2: 'builtin' | 'own'): string;
  place: {
    title: string;
    close: string;
    legend: string;
    /** What each runtime is, in a few words. */
    options: Record<RuntimeId, string>;
    /** Why one cannot run here, in a few words. */
    cannot: Partial<Record<ReasonCode, string>> & { internal: string };
    move: string;
    moved: string;
    useTab: string;
    fellBack(from: RuntimeId, to: RuntimeId): string;
    steps: Record<BootStep, string>;
    about: string;
    facts: Record<FactId | 'programs', string>;
    /** What confines the programs of the local runtime. */
    walls: Record<'bubblewrap' | 'permissions', string>;
    /** What is real in each. */
    programs: Record<RuntimeId, string>;
    /** The same, of C#: on this machine's .NET, and in the tab. */
    csharp: Record<'name' | 'option' | 'wall', string> & Record<'programs' | 'heap', Record<'local' | 'tab', string>>;
    heap: Record<RuntimeId, string>;
    /** Ends `text` so that another sentence can follow. */
    sentence(text: string): string;
    http2: Record<'builtin' | 'own', string>;
    more: string;
    /** Links to the pages for those who run a network, or a course. */
    pages: Record<'webcontainer-hosts' | 'webcontainer-licence', string>;
  };
  terminal: {
    label: string;
    /** The accessible name of the frame that Tab comes to. */
    enter: string;
    input: string;
    starting: string;
    ended(exitCode: number): string;
    again: string;
    close: string;
  };
  editor: {
    /** The panel, and the files that are open in it. */
    panel: string;
    files: string;
    /** The button that shows a second file, and what that file is chosen by. */
    split: string;
    beside: string;
    label(path: string): string;
    enter(path: string): string;
    hasError(path: string): string;
    edited: string;
    diff(path: string): string;
    solutionShown: string;
    unchanged(path: string): string;
    goTo(place: string): string;
  };
  /** The tree of files. */
  files: {
    label: string;
    toggle: string;
    groups: Record<FileGroup, string>;
    readOnly: string;
    add: string;
    rename: string;
    remove: string;
    /** Why a file cannot be renamed or deleted. */
    given: string;
    path: string;
    renameTo(path: string): string;
    save: string;
    cancel: string;
    faults: Record<PathFault, string>;
    closeTab(path: string): string;
    search: string;
    found(count: number, format: Format): string;
    place(path: string, line: number): string;
  };
  stats: { label: string; calls: string; rate: string; firstSum: string; none: string };
  chart: {
    label: string;
    empty: string;
    used: string;
    floor: string;
    objects: string;
    clients: string;
    methods: string;
    /** The button that opens what the channels' caches hold. */
    cache: string;
    /** The button that opens what client and server send each other. */
    frames: string;
    /** The button that opens heap snapshots of the run. */
    snapshots: string;
    show: string;
    cap(size: string): string;
    source: Record<Sample['source'], string>;
    otherUnit: string;
    at(time: string): string;
    summary(figures: RunFigures, format: Format): string;
  };
  runs: {
    label: string;
    name(id: number, files: RunFiles): string;
    show(name: string): string;
    remove(name: string): string;
    none: string;
    /** The reader's own name for a run, or the one that it has by itself. */
    nameOf(run: { readonly id: number; readonly files: RunFiles; readonly name: string | null }): string;
    rename(name: string): string;
    compare: string;
    run: string;
    perCall: string;
    actions: string;
    pin: string;
    bringBack: string;
    picture: string;
  };
  verdict: {
    label: string;
    word: Record<Verdict['kind'] | 'none', string>;
    none: string;
    notEnough(verdict: NotEnough, format: Format): string;
    leaking(verdict: Leaking, format: Format): string;
    steady(verdict: Steady, format: Format): string;
    why: {
      label: string;
      empty: string;
      /** The line: how many points it goes through, from when to when, and its slope. */
      line(basis: Basis, unit: Verdict['unit'], format: Format): string;
      warmUp(points: number, until: string): string;
      busy(points: number): string;
      allowance(basis: Basis, unit: Verdict['unit'], format: Format): string;
      dataOnly: string;
      table: Record<'caption' | 'time' | 'calls' | 'floor' | 'judged' | 'buffers' | 'use', string>;
      used: string;
      leftOut: string;
      plot: string;
    };
    /** The browser's own figure, and what the chart has at the next collection. */
    measured(figures: { at: number; bytes: number; floor: number }, format: Format): string;
  };
  table: {
    caption: string;
    scroll: string;
    time: string;
    calls: string;
    clients: string;
    methods: string;
    used: string;
    floor: string;
    objects: string;
    empty: string;
  };
  logs: {
    client: string;
    server: string;
    empty: string;
    left(lines: string): string;
    pause: string;
    follow: string;
    copy: string;
    copied: string;
    options: string;
    search: string;
    wrap: string;
    times: string;
  };
  check: {
    label: string;
    before: string;
    /** While it measures; `seconds` until it is done, as far as is known. */
    measuring(progress: CheckProgress, format: Format): string;
    /** The same in short, for who listens: said when a point is settled. */
    progress(progress: CheckProgress, format: Format): string;
    solved: string;
    unsolved(missing: number, format: Format): string;
    /** Its patience is over. */
    unsettled(open: number, format: Format): string;
    goOn: string;
    stale: string;
    result: Record<Criterion['result'], string>;
    /** Added to an open criterion that the program's end has left so. */
    endedBefore: string;
    criteria: Record<Criterion['id'], CriterionText>;
  };
  notices: {
    replaced: Record<ReplacedBy, string>;
    notKept: string;
    unreadable: string;
  };
  trouble: {
    reasons: Record<ReasonCode, (reason: Reason, format: Format) => string>;
  };
}
