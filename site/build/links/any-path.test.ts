import { expect, it } from 'vitest';
import { anyPathBase as base, relativeLinks } from './any-path.ts';

it('names the file of each page, from where the page lies', () => {
  const page = `<a href="${base}/"></a><a href="${base}/lessons/the-leak/#floor">x</a><script src="${base}/_astro/a.js"></script>`;
  expect(relativeLinks(page, 'html', 'zh-cn/lessons/the-leak/index.html')).toBe(
    '<a href="../../../index.html"></a><a href="../../../lessons/the-leak/index.html#floor">x</a><script src="../../../_astro/a.js"></script>',
  );
  expect(relativeLinks('<a href="../b/#c">', 'html', 'a/index.html')).toBe('<a href="../b/index.html#c">');
  expect(relativeLinks('<a href="../b.zip">', 'html', 'a/index.html')).toBe('<a href="../b.zip">');
  expect(relativeLinks(`<option value="${base}/zh-cn/">`, 'html', 'index.html')).toBe(
    '<option value="./zh-cn/index.html">',
  );
});

it('has a script find the site from where the script lies', async () => {
  // A module of its own, at an address whose path says where the script lies.
  const run = async (script: string) => {
    const own = relativeLinks(script, 'js', '_astro/a.js').replaceAll(
      'import.meta.url',
      '"https://lms.example/c/1/_astro/a.js"',
    );
    const module = (await import(
      /* @vite-ignore */ `data:text/javascript,${encodeURIComponent(`export default ${own}`)}`
    )) as { default: unknown };
    return module.default;
  };
  expect(await run(`\`${base}/_astro/worker.js\``)).toBe('/c/1/_astro/worker.js');
  expect(await run(`"${base}/".replace(/\\/*$/,"/")`)).toBe('/c/1/');
  expect(await run(`\`${base}/\`.replace(/\\/$/,\`\`)+\`/pagefind/\``)).toBe('/c/1/pagefind/');
  expect(await run(`(name=>"${base}/"+name)("_astro/b.js")`)).toBe('/c/1/_astro/b.js');
});

it('takes styles to their fonts', () => {
  expect(relativeLinks(`url(${base}/_astro/a.woff2)`, 'css', '_astro/a.css')).toBe('url(../_astro/a.woff2)');
});
