import { expect } from '@playwright/test';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { patience, type SandboxPage } from './sandbox-page.ts';
import { run } from './tab-page.ts';

/** No request of the program reaches a host, and no frame that it opens runs a script. */
export async function findsNoWayOut(sandbox: SandboxPage): Promise<void> {
  const asked: string[] = [];
  const stranger = createServer((request, response) => {
    asked.push(request.url!);
    response.end();
  });
  await once(stranger.listen(0, '127.0.0.1'), 'listening');
  await run(sandbox, waysOut(`http://127.0.0.1:${(stranger.address() as AddressInfo).port}`));
  const log = sandbox.root.getByRole('log', { name: /client/i });
  await expect(log).toContainText('all tried', { timeout: patience });
  await expect(log).not.toContainText('ran in a frame');
  expect(asked).toEqual([]);
  stranger.closeAllConnections();
  stranger.close();
}

/** A program that tries whatever a page has to reach a host, and frames in which it might find what was taken from its own. It ends with `all tried`. */
const waysOut = (host: string): string => `
const { document, navigator, Image, Worker, Blob, open } = globalThis as any;
const attempts: (() => unknown)[] = [
  () => (new Image().src = '${host}/image'),
  () => element('link', { rel: 'stylesheet', href: '${host}/style' }),
  () => element('link', { rel: 'prefetch', href: '${host}/prefetch' }),
  () => element('script', { src: '${host}/script' }),
  () => element('video', { src: '${host}/video' }),
  () => element('object', { data: '${host}/object' }),
  () => element('iframe', { src: '${host}/frame' }),
  () => (document.body.style.background = 'url(${host}/background)'),
  () => (element('style', {}).textContent = '@font-face { font-family: x; src: url(${host}/font) } body { font-family: x }'),
  () => navigator.sendBeacon('${host}/beacon', 'all that it knows'),
  () => new EventSource('${host}/events'),
  () => new XMLHttpRequest(),
  () => new WebSocket('${host.replace('http', 'ws')}/socket'),
  () => worker('${host}/worker'),
  () => worker(script("importScripts('${host}/import')")),
  () => worker(script("fetch('${host}/fetch')")),
  () => import('${host}/module'),
  () => open('${host}/window'),
  () => element('form', { action: '${host}/form', method: 'post' }).submit(),
  () => element('a', { href: '${host}/link', target: '_blank', ping: '${host}/ping' }).click(),
  () => element('iframe', { srcdoc: '<script>parent.postMessage("inline", "*")</' + 'script>' }),
  () => element('iframe', { srcdoc: '<script src="' + script('parent.postMessage("blob", "*")') + '"></' + 'script>' }),
  () => element('iframe', { srcdoc: '<img src=x onerror="parent.postMessage(1, String.fromCharCode(42))">' }),
  () => element('iframe', { src: 'javascript:parent.postMessage("javascript", "*")' }),
  () => new (element('iframe', {}).contentWindow.RTCPeerConnection)() && console.log('ran in a frame: blank'),
];
function element(name: string, properties: object) {
  const made = Object.assign(document.createElement(name), properties);
  document.body.append(made);
  return made;
}
function worker(address: string): void {
  new Worker(address).onerror = (event: any) => event.preventDefault();
}
function script(text: string): string {
  return URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
}
addEventListener('message', ({ data }) => console.log('ran in a frame: ' + data));
for (const attempt of attempts) {
  try {
    await attempt();
  } catch {
    // Refused, as it should be.
  }
}
setTimeout(() => console.log('all tried'), 1500);
setInterval(() => undefined, 1000);
`;
