/** A message as gRPC frames it: a flag (0: not compressed), its length in four bytes, then the message itself. In hex. */
export function frame(message: Buffer): string {
  const prefix = Buffer.alloc(5);
  prefix.writeUInt32BE(message.length, 1);
  return Buffer.concat([prefix, message])
    .toString('hex')
    .replace(/..(?=.)/g, '$& ');
}
