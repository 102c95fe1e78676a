import { expect, test } from 'vitest';
import { withPolicy } from './content-security-policy.ts';

const page = (head: string, body = '') => `<!DOCTYPE html><html><head>${head}</head><body>${body}</body></html>`;

test('a page names the scripts that stand in it, each once, and no file', () => {
  const script = "<script>alert('Hello, world.');</script>";
  const html = withPolicy(page('<meta charset="utf-8"/>', `${script}${script}<script src="/a.js"></script>`), false);
  // https://www.w3.org/TR/CSP3/#external-hash has this hash of this text.
  expect(html).toContain("script-src 'self' 'wasm-unsafe-eval' 'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=';");
});

test('the policy stands before every script, and after what says how the page is to be read', () => {
  expect(withPolicy(page('<meta charset="utf-8"/><script>1</script>'), false)).toMatch(
    /^<!DOCTYPE html><html><head><meta charset="utf-8"\/><meta http-equiv="content-security-policy" content="[^"]+"><script>/,
  );
  expect(() => withPolicy('<p>', false)).toThrow('no <head>');
});

test('a site without WebContainers loads nothing from elsewhere', () => {
  expect(withPolicy(page(''), false)).not.toContain('https:');
  expect(withPolicy(page(''), true)).toContain("frame-src 'self' https://stackblitz.com");
});
