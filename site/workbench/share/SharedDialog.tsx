import type { FileTree } from '../../sandbox/runtime.ts';
import { FileDiff } from '../editor/FileDiff.tsx';
import { Button } from '../panels/Button.tsx';
import { Dialog } from '../panels/Dialog.tsx';
import { useUi } from '../ui.ts';

/** What came by a link: what it would change, before it changes anything. Nothing of it runs here. */
export function SharedDialog() {
  const { bench, view, strings } = useUi();
  const { share: text } = strings;
  const { work, exercise } = bench;
  const shared = view.shared.value!;
  // A reload should not ask again, not even one that comes before the dialog's own event.
  const forget = () => history.replaceState(history.state, '', `#${exercise.id}`);
  const leave = () => {
    view.shared.value = null;
    forget();
  };
  if (typeof shared === 'string')
    return (
      <Dialog name="shared" title={text.received} onClose={leave}>
        {() => <p>{text.faults[shared]}</p>}
      </Dialog>
    );
  const theirs = { ...exercise.start, ...shared };
  const paths = differing(work.files.value, theirs);
  const take = (close: () => void) => {
    forget();
    close();
    work.takeLink(shared);
  };
  return (
    <Dialog name="shared" title={text.received} onClose={leave}>
      {(close) => (
        <>
          <p>{paths.length ? text.receivedAbout : text.receivedSame}</p>
          <p class="lab-share-row">
            {paths.length > 0 && (
              <Button primary onClick={() => take(close)}>
                {text.take}
              </Button>
            )}
            <Button onClick={close}>{text.leave}</Button>
          </p>
          {paths.map((path) => (
            <section key={path} aria-label={path}>
              <h3 class="lab-title lab-path">{path}</h3>
              <FileDiff
                path={path}
                label={text.diff(path)}
                before={work.files.value[path] ?? ''}
                after={theirs[path] ?? ''}
              />
            </section>
          ))}
        </>
      )}
    </Dialog>
  );
}

const differing = (mine: FileTree, theirs: FileTree): string[] =>
  [...new Set([...Object.keys(theirs), ...Object.keys(mine)])].filter((path) => mine[path] !== theirs[path]);
