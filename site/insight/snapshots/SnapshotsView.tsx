import { useEffect, useMemo, useState } from 'preact/hooks';
import recorded from '../../../lessons/recordings/inside/pairs.json' with { type: 'json' };
import { dumpStrings } from '../../strings/dumps.ts';
import type { Format } from '../../strings/format.ts';
import type { SnapshotStrings } from '../../strings/snapshots.ts';
import dumps from '../../styles/dumps.css?inline';
import { type DumpUi, DumpUiProvider } from '../dumps-page/context.ts';
import { OpenDumps, SaidView } from '../dumps-page/DumpPage.tsx';
import { DumpModel } from '../dumps-page/model.ts';
import { KeptTree } from '../dumps-page/KeptTree.tsx';
import { TypeTable } from '../dumps-page/TypeTable.tsx';
import css from './snapshots.css?inline';

for (const text of [dumps, css]) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  document.adoptedStyleSheets.push(sheet);
}

/** A snapshot of the run beside it. */
interface Taken {
  readonly number: number;
  readonly calls: number;
  readonly file: Blob;
}

interface Props {
  /** The run's, the last two. */
  readonly taken: readonly Taken[];
  readonly state: 'none' | 'taking' | 'failed';
  /** Null where the programs run in a place that takes none; it does something while they run. */
  readonly take: { readonly isRunning: boolean; press(): void } | null;
  /** What the types are to be searched for. */
  readonly lookAt: { readonly words: string } | null;
  readonly language: 'typescript' | 'csharp';
  readonly text: SnapshotStrings;
  readonly format: Format;
}

/** A run's heap snapshots compared, or a recorded pair: what there is more of, what holds it, what would go with it. */
export function SnapshotsView({ taken, state, take, lookAt, language, text, format }: Props) {
  const ui = useMemo<DumpUi>(
    () => ({
      model: new DumpModel(),
      text: dumpStrings(document.documentElement.lang),
      format,
      lessons: {},
      examples: [],
    }),
    [],
  );
  useEffect(() => () => ui.model.end(), []);
  const [showsRecorded, setShowsRecorded] = useState(false);

  const last = taken.at(-1);
  useEffect(() => {
    if (!last) return;
    setShowsRecorded(false);
    // Those of a run that are open already stay: only the last is new.
    const open = new Set(ui.model.dumps.peek().map(({ file }) => file));
    const files = taken.map(({ number, calls, file }) => named(file, text.name(number, format.number(calls)), number));
    const isSameRun = files.slice(0, -1).every(({ name }) => open.has(name));
    void (isSameRun && files.length > 1 ? ui.model.open(files.slice(-1)) : ui.model.openOnly(files));
  }, [last]);

  const openRecorded = () => {
    setShowsRecorded(true);
    const base = import.meta.env.BASE_URL.replace(/\/*$/, '/');
    return ui.model.openFetched(
      recorded.pairs[language].map(({ file, calls }) => ({
        address: `${base}dumps/${file}`,
        name: text.recordedName(format.number(calls)),
      })),
    );
  };
  const isOfBefore = !showsRecorded && taken.length === 0 && ui.model.dumps.value.length > 0;
  const recordedText = language === 'csharp' ? text.recordedCsharp : text.recorded(recorded.node);
  return (
    <DumpUiProvider value={ui}>
      <div class="lab-snapshots-bar">
        <p>{take ? text.howTo : text.onlyRecorded}</p>
        {take && (
          <button
            type="button"
            class="lab-button"
            disabled={!take.isRunning || state === 'taking'}
            onClick={() => take.press()}
          >
            {text.take}
          </button>
        )}
        <button type="button" class="lab-button" onClick={() => void openRecorded()}>
          {text.openRecorded}
        </button>
      </div>
      <p role="status">
        {state === 'taking' && text.taking}
        {state === 'failed' && text.failed}
        {state === 'none' && taken.length === 1 && !showsRecorded && (take?.isRunning ? text.second : text.ended)}
        {isOfBefore && ` ${text.before}`}
      </p>
      {showsRecorded && <p>{recordedText}</p>}
      <div class="dumps">
        <SaidView />
        <OpenDumps />
        <TypeTable hidesFramework lookAt={lookAt} />
        <KeptTree />
      </div>
    </DumpUiProvider>
  );
}

const named = (file: Blob, name: string, number: number): File => new File([file], name, { lastModified: number });
