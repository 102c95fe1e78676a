// Loaded into a program before all else: puts our HTTP/2 in its place where the container's own was found not to work.
if (process.env.LEAK_LAB_HTTP2 === 'own') {
  const [{ default: own }, { replaceHttp2 }] = await Promise.all([
    import('../../http2/core.ts'),
    import('../../http2/replace.ts'),
  ]);
  replaceHttp2(own, new URL('http2-module.mjs', import.meta.url).href);
}
