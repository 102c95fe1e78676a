import { policy } from './enclosure-document.ts';

const html = (head: string, script: () => void): string => `<!doctype html>${head}<body><script>(${script})()</script>`;

/**
 * In the inner frame: loads what the page sends, and hands it the line to the page. Its own inline script is the last: a frame that a program
 * opens in it has this policy too, and runs nothing, with constructors of its own that nobody took away, for one.
 */
function startInner(): void {
  const noMoreInline = document.createElement('meta');
  noMoreInline.httpEquiv = 'content-security-policy';
  noMoreInline.content = "script-src blob: 'unsafe-eval'";
  document.head.append(noMoreInline);
  const start = ({ data, ports }: MessageEvent<{ guest: Blob }>): void => {
    const address = URL.createObjectURL(data.guest);
    const script = document.createElement('script');
    script.src = address;
    script.onload = () =>
      (globalThis as unknown as { startFrame(page: MessagePort, self: string): void }).startFrame(ports[0]!, address);
    document.head.append(script);
  };
  addEventListener('message', start, { once: true });
}

/**
 * In the outer frame: opens the inner one, passes the page's line on, and tells of the inner one's navigation, which the policy blocks. It blocks
 * more, such as styles that an extension of the browser puts in every frame, which is nothing of the program's.
 */
function startOuter(): void {
  const start = ({ data, ports }: MessageEvent<{ guest: Blob; inner: string }>): void => {
    const [line, blocked] = ports as [MessagePort, MessagePort];
    addEventListener('securitypolicyviolation', ({ blockedURI, effectiveDirective }) => {
      if (effectiveDirective === 'frame-src') blocked.postMessage(blockedURI);
    });
    const frame = document.createElement('iframe');
    frame.setAttribute('sandbox', 'allow-scripts');
    frame.allow = 'cross-origin-isolated';
    let loaded = false;
    frame.addEventListener('load', () => {
      // A program that loads its frame anew has left it, and nothing of it runs on.
      if (loaded) blocked.postMessage('its own beginning');
      else frame.contentWindow!.postMessage({ guest: data.guest }, '*', [line]);
      loaded = true;
    });
    frame.srcdoc = data.inner;
    document.body.append(frame);
  };
  addEventListener('message', start, { once: true });
}

export const outerDocument = html(`<meta http-equiv="content-security-policy" content="${policy}">`, startOuter);
export const innerDocument = html('', startInner);
