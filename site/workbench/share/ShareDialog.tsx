import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { pageAddress } from '../../page-address.ts';
import { settings } from '../../sandbox/settings.ts';
import { Button } from '../panels/Button.tsx';
import { Dialog } from '../panels/Dialog.tsx';
import { useUi } from '../ui.ts';
import { encodeLink } from './link.ts';
import { openInStackBlitz, saveZip, shellProject } from './take-away.ts';

/** Ways for the reader's files to leave: a link, a zip, StackBlitz, and the sandbox itself in a page of theirs. */
export function ShareDialog() {
  const { bench, view, strings } = useUi();
  const { share: text } = strings;
  const { exercise, work } = bench;
  const link = useSignal<string | null>('');
  const said = useSignal('');

  useEffect(() => {
    const { origin, pathname } = location;
    void encodeLink(exercise.id, work.edits.peek()).then(
      (fragment) => (link.value = fragment && `${origin}${pathname}${fragment}`),
    );
  }, []);

  const copy = async (words: string) => {
    try {
      await navigator.clipboard.writeText(words);
      said.value = text.copied;
    } catch {
      said.value = text.copyYourself; // A page on plain HTTP has no clipboard.
    }
  };
  const take = async (how: (project: Readonly<Record<string, string>>) => void | Promise<void>) => {
    try {
      await how(await shellProject(exercise.id, work.files.peek()));
    } catch (error) {
      console.error(error);
      said.value = strings.closed.loadFailed;
    }
  };
  const embed = `<iframe src="${new URL(`${pageAddress(`${prefixOf()}embed/${exercise.id}`)}?runtime=tab`, location.href)}" title="${strings.sandbox(exercise.id)}" width="100%" height="800" loading="lazy"></iframe>`;
  return (
    <Dialog name="share" title={text.title} onClose={() => (view.share.value = false)}>
      {() => (
        <>
          <section>
            <h3 class="lab-title">{text.link}</h3>
            {link.value === null ? (
              <p>{text.linkTooLong}</p>
            ) : (
              <>
                <p>{text.linkAbout}</p>
                <p class="lab-share-row">
                  <input
                    type="text"
                    readOnly
                    aria-label={text.link}
                    value={link.value}
                    onFocus={(event) => event.currentTarget.select()}
                  />
                  <Button primary onClick={() => copy(link.value!)}>
                    {text.copy}
                  </Button>
                </p>
              </>
            )}
          </section>
          <section>
            <h3 class="lab-title">{text.away}</h3>
            <p>{text.zipAbout}</p>
            <p class="lab-share-row">
              <Button onClick={() => take((project) => saveZip(exercise.id, project))}>{text.zip}</Button>
              {settings.webcontainer.enabled && (
                <Button onClick={() => take((project) => openInStackBlitz(`Leak Lab: ${exercise.id}`, project))}>
                  {text.stackBlitz}
                </Button>
              )}
            </p>
            {settings.webcontainer.enabled && <p class="lab-small">{text.stackBlitzAbout}</p>}
          </section>
          <section>
            <h3 class="lab-title">{text.embed}</h3>
            <p>{text.embedAbout}</p>
            <p class="lab-share-row">
              <input
                type="text"
                readOnly
                aria-label={text.embed}
                value={embed}
                onFocus={(event) => event.currentTarget.select()}
              />
              <Button onClick={() => copy(embed)}>{text.copy}</Button>
            </p>
          </section>
          <p role="status">{said.value}</p>
        </>
      )}
    </Dialog>
  );
}

/** Of the pages in this page's language. */
const prefixOf = (): string => (document.documentElement.lang.startsWith('zh') ? 'zh-cn/' : '');
