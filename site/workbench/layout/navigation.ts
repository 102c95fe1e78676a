/** While an open sandbox stands beside the text (`site/styles/workspace.css`), there may be no room for the site's navigation. */
const crowded = matchMedia('(min-width: 75rem) and (max-width: 111.99rem)');
/** From here on the navigation is always in sight, and no menu; Starlight's own breakpoint. */
const desk = matchMedia('(min-width: 50rem)');

/** Has the navigation be a menu where there is no room for it, until `signal` aborts. */
export function foldNavigation(signal: AbortSignal): void {
  const fold = () => {
    const navigation = document.querySelector<HTMLElement>('.sidebar-pane');
    if (!navigation || !desk.matches) return;
    navigation.popover = crowded.matches && document.querySelector('[data-docked]') ? 'auto' : null;
  };
  fold();
  crowded.addEventListener('change', fold, { signal });
  signal.addEventListener('abort', fold);
}
