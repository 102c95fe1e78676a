import { loadFailed } from '../strings/search.ts';

interface Options {
  /** Selector of the element that takes the interface. */
  element: string;
}

/**
 * Stands in for Pagefind's interface, which Starlight would fetch on every page as soon as the browser is idle: four fifths of the
 * script of a lesson. This one fetches it when the reader reaches for the search.
 */
export class PagefindUI {
  constructor(options: Options) {
    const place = document.querySelector<HTMLElement>(options.element)!;
    const dialog = place.closest('dialog')!;
    const button = dialog.closest('site-search')!.querySelector('[data-open-modal]')!;
    let loading = false;

    const show = async () => {
      // @ts-expect-error: the package has no types.
      const ui = (await import('@pagefind/default-ui')) as { PagefindUI: new (options: Options) => unknown };
      place.textContent = '';
      new ui.PagefindUI(options);
      if (dialog.open) place.querySelector('input')?.focus();
    };
    const load = () => {
      if (loading) return;
      loading = true;
      show().catch((error: unknown) => {
        console.error(error);
        place.textContent = loadFailed(document.documentElement.lang);
        loading = false;
      });
    };
    // A pointer over the button, or focus on it, comes before the press: by then it is mostly there.
    button.addEventListener('pointerenter', load);
    button.addEventListener('focus', load);
    // The keyboard's shortcut opens the dialog without the button.
    new MutationObserver(() => dialog.open && load()).observe(dialog, { attributeFilter: ['open'] });
    if (dialog.open) load();
  }
}
