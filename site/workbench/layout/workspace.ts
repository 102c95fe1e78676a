/**
 * With the width for both, an open sandbox stands beside its text and fills the window's height: the page is a workspace then. The text
 * scrolls as the page, the sandbox by itself. The widths are those of `layout.css`.
 */
const wide = matchMedia('(min-width: 75rem)');
/** From here on there is room for the site's navigation too; below, it is a menu while the page is a workspace. */
const widest = matchMedia('(min-width: 112rem)');

/** The sandboxes that are open on the page; the one opened last has the room. */
const open: HTMLElement[] = [];

/** Takes an opened sandbox into the workspace, until `signal` aborts. */
export function dock(root: HTMLElement, signal: AbortSignal): void {
  open.push(root);
  arrange();
  wide.addEventListener('change', arrange, { signal });
  widest.addEventListener('change', arrange, { signal });
  signal.addEventListener('abort', () => {
    open.splice(open.indexOf(root), 1);
    root.removeAttribute('data-docked');
    arrange();
  });
}

function arrange(): void {
  const docked = wide.matches ? open.at(-1) : undefined;
  const stay = holdText();
  document.documentElement.toggleAttribute('data-workspace', docked !== undefined);
  for (const root of open) root.toggleAttribute('data-docked', root === docked);
  const navigation = document.querySelector<HTMLElement>('.sidebar-pane');
  if (navigation && matchMedia('(min-width: 50rem)').matches)
    navigation.popover = docked && !widest.matches ? 'auto' : null;
  stay();
}

/** Remembers what the reader sees of the text; the function returned brings it back to the same height in the window. */
function holdText(): () => void {
  const blocks = document.querySelectorAll<HTMLElement>('.sl-markdown-content > :not(leak-sandbox)');
  const inView = [...blocks].find((block) => block.getBoundingClientRect().bottom > innerHeight / 4);
  const before = inView?.getBoundingClientRect().top ?? 0;
  return () => {
    if (!inView) return;
    // What was below the fold comes into view: beside the sandbox that was in the way.
    const target = Math.min(before, innerHeight / 4);
    scrollBy({ top: inView.getBoundingClientRect().top - target, behavior: 'instant' });
  };
}
