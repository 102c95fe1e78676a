/** A header block that cannot be decoded. It ends the connection: the tables of both sides no longer agree (RFC 9113 section 4.3). */
export class CompressionError extends Error {}
