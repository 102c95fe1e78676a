// Loaded into a program before all else: puts our HTTP/2 in its place where the container's own was found not to work.
import diagnosticsChannel from 'node:diagnostics_channel';

if (process.env.LEAK_LAB_HTTP2 === 'own') {
  const [{ default: own, onOctets }, { replaceHttp2 }] = await Promise.all([
    import('../../http2/core.ts'),
    import('../../http2/replace.ts'),
  ]);
  // The probe is a file of its own, with no way to this one but Node's.
  if (process.env.LEAK_LAB_OCTETS)
    onOctets((session, direction, octets) =>
      diagnosticsChannel.channel('leak-lab.octets').publish([session, direction, octets]),
    );
  replaceHttp2(own, new URL('http2-module.mjs', import.meta.url).href);
}
