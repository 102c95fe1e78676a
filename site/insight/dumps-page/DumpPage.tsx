import { useEffect, useMemo, useState } from 'preact/hooks';
import { useDumpUi } from './context.ts';
import { Findings } from './Findings.tsx';
import type { DumpModel } from './model.ts';
import { KeptTree } from './KeptTree.tsx';
import { TypeTable } from './TypeTable.tsx';

/** The page on which a reader's own dumps are opened. Nothing of them leaves it. */
export function DumpPage() {
  const isOver = useDrop();
  const lookAt = useAskedFor();
  return (
    <div class={isOver ? 'dumps over' : 'dumps'}>
      <Choose />
      <SaidView />
      <OpenDumps />
      <Findings />
      <TypeTable lookAt={lookAt} />
      <KeptTree />
    </div>
  );
}

/** A link that says so (`?try=Grpc.Core.Method`) opens the two dumps to try it with, at types of that name. */
function useAskedFor(): { readonly words: string } | null {
  const { model, examples } = useDumpUi();
  const lookAt = useMemo(() => {
    const words = new URLSearchParams(location.search).get('try');
    return words === null ? null : { words };
  }, []);
  useEffect(() => {
    if (lookAt) void openExamples(model, examples);
  }, []);
  return lookAt;
}

const openExamples = (model: DumpModel, examples: readonly string[]) =>
  model.openFetched(examples.map((address) => ({ address, name: address.split('/').at(-1)! })));

/** Takes files that are dropped anywhere: beside a small target, a browser would leave the page for the file. Tells whether some are above it. */
function useDrop(): boolean {
  const { model } = useDumpUi();
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const leaving = new AbortController();
    const { signal } = leaving;
    // Text goes where it is dropped, such as into the search field.
    const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes('Files') ?? false;
    const over = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const drop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(false);
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length) void model.open(files);
    };
    document.addEventListener('dragover', over, { signal });
    document.addEventListener('dragleave', () => setOver(false), { signal });
    document.addEventListener('drop', drop, { signal });
    return () => leaving.abort();
  }, [model]);
  return isOver;
}

function Choose() {
  const { model, text, examples } = useDumpUi();
  return (
    <>
      <label class="choose">
        <strong>{text.choose}</strong>
        <span>{text.chooseNote}</span>
        <input
          type="file"
          multiple
          accept=".gcdump,.heapsnapshot"
          onChange={({ currentTarget }) => {
            const files = [...(currentTarget.files ?? [])];
            currentTarget.value = '';
            if (files.length) void model.open(files);
          }}
        />
      </label>
      {model.dumps.value.length === 0 && (
        <p class="example">
          <button type="button" onClick={() => void openExamples(model, examples)}>
            {text.example}
          </button>
          <span class="note">{text.exampleNote}</span>
        </p>
      )}
    </>
  );
}

export function SaidView() {
  const { model, text, format } = useDumpUi();
  const said = model.said.value;
  const words = () => {
    switch (said?.kind) {
      case undefined:
        return '';
      case 'reading':
        return text.reading(said.file, `${format.number(Math.round(said.share * 100))}%`);
      case 'fault':
        return text.fault(said.file, text.faults[said.fault]);
      case 'other-formats':
        return text.otherFormats;
      case 'load-failed':
        return text.loadFailed;
    }
  };
  return (
    <p role="status" class={said && said.kind !== 'reading' ? 'said trouble' : 'said'}>
      {words()}
    </p>
  );
}

export function OpenDumps() {
  const { model, text, format } = useDumpUi();
  const dumps = model.dumps.value;
  if (!dumps.length) return null;
  return (
    <section aria-label={text.opened}>
      <ul class="open-dumps">
        {dumps.map(({ key, file, objects, bytes }, index) => (
          <li key={key}>
            {dumps.length > 1 && <span class="which">{index ? text.later : text.earlier}</span>}
            <strong>{file}</strong>
            <span>{text.dump(format.number(objects), format.bytes(bytes))}</span>
            <button type="button" aria-label={text.remove(file)} onClick={() => void model.close(key)}>
              ×
            </button>
          </li>
        ))}
      </ul>
      {dumps.length > 1 && (
        <button type="button" onClick={() => void model.swap()}>
          {text.swap}
        </button>
      )}
    </section>
  );
}
