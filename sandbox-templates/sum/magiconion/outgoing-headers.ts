import { Metadata as GrpcMetadata } from '@grpc/grpc-js';
import { notStarted } from './exceptions.ts';
import type { MetadataEntry } from './metadata.ts';

/**
 * Most that a request's headers may come to, in bytes as RFC 9113, section 6.5.2, counts them. It is Kestrel's limit
 * (`KestrelServerLimits.MaxRequestHeadersTotalSize`), which Kestrel announces and .NET's client keeps to. grpc-js does not hand on what its
 * peer announced, so it stands here.
 */
const mostHeaderBytes = 32_768;
/** What .NET's client counts of its own: user agent, content type and the like, with grpc-dotnet 2.85 on .NET 10. Host and path come on top. */
const ownHeaderBytes = 407;
/** What each field counts besides its name and value (RFC 9113, section 6.5.2). */
const fieldOverhead = 32;

/**
 * The entries as they go out. Several values of one name become one field, joined by commas, as .NET's client sends them; only bytes stay
 * apart, which grpc-js encodes one by one.
 * @throws {RpcException} INTERNAL for what no HTTP request can carry: too much of it, or text that is not ASCII.
 */
export function toGrpcMetadata(
  entries: Iterable<MetadataEntry>,
  { callUri, deadline }: { callUri: URL; deadline?: Date | undefined },
): GrpcMetadata {
  const metadata = new GrpcMetadata();
  const texts = new Map<string, string[]>();
  let size = ownHeaderBytes + callUri.host.length + callUri.pathname.length;
  if (deadline) size += 'grpc-timeout'.length + '10000m'.length + fieldOverhead;
  for (const { key, value } of entries) {
    if (typeof value === 'string') {
      const values = texts.get(key);
      if (values) values.push(value);
      else texts.set(key, [value]);
    } else {
      metadata.add(key, Buffer.from(value));
      size += key.length + Math.ceil(value.length / 3) * 4 + fieldOverhead;
    }
  }
  for (const [key, values] of texts) {
    const text = values.join(', ');
    if (!/^[\x20-\x7e]*$/.test(text))
      throw notStarted('HttpRequestException: Request headers must contain only ASCII characters.');
    metadata.set(key, text);
    size += key.length + text.length + fieldOverhead;
  }
  if (size > mostHeaderBytes)
    throw notStarted(
      `HttpRequestException: The HTTP request headers length exceeded the server limit of ${mostHeaderBytes} bytes.`,
    );
  return metadata;
}
