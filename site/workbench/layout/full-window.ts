/**
 * Gives an element the whole window: what it covers can be neither reached nor read until `leave` is called.
 * The browser's own full screen would hide the window's controls too, and is denied in frames.
 */
export function fillWindow(element: HTMLElement): () => void {
  const covered: HTMLElement[] = [];
  for (let inner = element; inner !== document.body && inner.parentElement; inner = inner.parentElement) {
    for (const sibling of inner.parentElement.children) {
      if (sibling === inner || !(sibling instanceof HTMLElement) || sibling.inert) continue;
      sibling.inert = true;
      covered.push(sibling);
    }
  }
  element.toggleAttribute('data-full', true);
  document.documentElement.toggleAttribute('data-full', true);
  return () => {
    for (const sibling of covered) sibling.inert = false;
    element.removeAttribute('data-full');
    document.documentElement.removeAttribute('data-full');
  };
}
