import { loadFailed } from '../strings/search.ts';

interface Options {
  /** Selector of the element that takes the interface. */
  element: string;
  /** Starlight's: brings a result's address into the site's form. */
  processResult?(result: Result): Result | undefined;
}
interface Result {
  url: string;
  sub_results: { url: string }[];
}

/** The addresses with the page's file in them, where a host needs that: `…/lessons/the-leak/#floor` leads to `…/the-leak/index.html#floor`. */
function named(result: Result): Result {
  for (const one of [result, ...result.sub_results]) one.url = one.url.replace(/\/(?=#|$)/, `/${__PAGE_FILE__}`);
  return result;
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
      const { processResult } = options;
      new ui.PagefindUI({ ...options, processResult: (result) => named(processResult?.(result) ?? result) });
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
