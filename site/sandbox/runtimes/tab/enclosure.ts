import enclosureAddress from 'virtual:leak-lab/tab-enclosure';
import { SandboxError } from '../../errors/reason.ts';
import { once } from '../once.ts';
import { policy } from './enclosure-document.ts';

/**
 * The document that the programs' frames stand in. Loaded once; from then on, the network is not needed for it.
 * @throws {SandboxError} where the host does not give it.
 */
export const openEnclosure = once(open);

async function open(): Promise<Document> {
  const element = document.createElement('iframe');
  element.title = 'Sandbox';
  element.ariaHidden = 'true';
  element.tabIndex = -1;
  element.style.cssText = outOfTheWay;
  element.src = enclosureAddress;
  const loaded = new Promise((resolve) => element.addEventListener('load', resolve, { once: true }));
  document.body.append(element);
  await loaded;
  keepFocus(element);
  // The browser's page of an error or the host's own would be a place without walls.
  const found = element.contentDocument?.querySelector<HTMLMetaElement>('meta[http-equiv="content-security-policy"]');
  if (found?.content === policy) return element.contentDocument!;
  element.remove();
  throw new SandboxError({ code: 'connection-lost', message: `${enclosureAddress} could not be loaded.` });
}

/** Gives the keyboard back to where it was when a program takes it: a frame may, whatever it is in (`inert` changes nothing, in Chromium 156). */
function keepFocus(enclosure: HTMLElement): void {
  let last: EventTarget | null = null;
  addEventListener('focusout', ({ target }) => (last = target));
  addEventListener('blur', () => {
    if (document.activeElement !== enclosure) return;
    if (last instanceof HTMLElement && last.isConnected) last.focus({ preventScroll: true });
    else enclosure.blur();
  });
}

/** Not `display: none`: a browser may slow down what cannot be seen at all. */
export const outOfTheWay =
  'position:fixed;inset:0 auto auto 0;width:1px;height:1px;border:0;opacity:0;pointer-events:none';
