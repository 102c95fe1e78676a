import { codedError } from './node/errors.ts';

/**
 * Takes from a program in the frame what reaches past it and no policy of the browser keeps: the tab's history, which all its frames share.
 * A frame's navigation within its own document adds to it, and that of frames which a program opens, so those go as they come.
 * Called before any of the program's code; `left` hears of a navigation that could not be kept from it.
 */
export function keepWithin(left: (address: string) => void): void {
  for (const name of ['pushState', 'replaceState', 'back', 'forward', 'go'])
    refuse(History.prototype, name, `history.${name}`);
  // These would go on in this frame, or begin its document anew without what watches it.
  refuse(globalThis, 'open', 'open');
  for (const name of ['open', 'write', 'writeln']) refuse(Document.prototype, name, `document.${name}`);
  // In a shadow tree, frames would not be seen.
  for (const [holder, name] of [
    [Element.prototype, 'attachShadow'],
    [Element.prototype, 'setHTMLUnsafe'],
    [ShadowRoot.prototype, 'setHTMLUnsafe'],
    [Document, 'parseHTMLUnsafe'],
  ] as const)
    refuse(holder, name, name);

  new MutationObserver(() => {
    for (const frame of document.querySelectorAll('iframe, frame, object, embed')) frame.remove();
  }).observe(document, { childList: true, subtree: true });

  // Links: those in the document here, those outside it where they are told of a click.
  addEventListener('click', (event) => event.preventDefault(), { capture: true });
  const { click } = HTMLElement.prototype;
  HTMLElement.prototype.click = function () {
    if (this.isConnected) click.call(this);
  };
  const { dispatchEvent } = EventTarget.prototype;
  EventTarget.prototype.dispatchEvent = function (event) {
    return this instanceof Node && !this.isConnected && event.type === 'click' ? true : dispatchEvent.call(this, event);
  };
  // `location` cannot be taken away.
  addEventListener('hashchange', () => left(location.hash));
}

function refuse(holder: object, name: string, what: string): void {
  const value = () => {
    throw codedError(TypeError, 'ERR_ACCESS_DENIED', `A program stays in its frame: ${what} was refused.`);
  };
  if (name in holder) Object.defineProperty(holder, name, { value, writable: false, configurable: false });
}
