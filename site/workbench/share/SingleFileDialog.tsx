import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { saveFile } from '../../save-file.ts';
import { Button } from '../panels/Button.tsx';
import { Dialog } from '../panels/Dialog.tsx';
import { useUi } from '../ui.ts';

const name = 'leak.cs';

/** Of the process that the program says it is. */
const commands = `dotnet run ${name}
dotnet-counters monitor -p <id> --counters System.Runtime
dotnet-gcdump collect -p <id>`;

/** The reader's C# as one file for their own .NET, with what shows its heap there. */
export function SingleFileDialog() {
  const { bench, view, strings } = useUi();
  const { share: text } = strings;
  const file = useSignal<string | null>(null);
  const said = useSignal('');

  useEffect(() => {
    import('../../sandbox/files/single-file.ts').then(
      ({ singleFile }) => (file.value = singleFile(bench.exercise.id, bench.work.files.peek())),
      (error: unknown) => {
        console.error(error);
        said.value = strings.closed.loadFailed;
      },
    );
  }, []);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(file.value!);
      said.value = text.copied;
    } catch {
      said.value = text.ownNoClipboard; // A page on plain HTTP has none.
    }
  };
  return (
    <Dialog name="share" title={text.own} onClose={() => (view.share.value = false)}>
      {() => (
        <>
          <section>
            <p>{text.ownAbout}</p>
            <p class="lab-share-row">
              <Button primary disabled={file.value === null} onClick={() => saveFile(name, file.value!, 'text/plain')}>
                {text.ownSave}
              </Button>
              <Button disabled={file.value === null} onClick={copy}>
                {text.copy}
              </Button>
            </p>
            <pre class="lab-share-commands">{commands}</pre>
            <p class="lab-small">{text.ownTools}</p>
          </section>
          <p role="status">{said.value}</p>
        </>
      )}
    </Dialog>
  );
}
