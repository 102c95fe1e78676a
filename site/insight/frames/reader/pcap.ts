import type { Recording } from './recording.ts';

/** An end as the file has it: the recording knows octets, not addresses. */
interface End {
  /** IPv4, in 32 bits. */
  readonly address: number;
  readonly port: number;
}

const loopback = 0x7f00_0001;
const server: End = { address: loopback, port: 5000 };
const firstClientPort = 49_152; // RFC 6335, section 6
const clientPorts = 65_536 - firstClientPort;

/** Each connection has an end of its own: where the ports are used up, at the next address of the loopback's (RFC 1122, section 3.2.1.3). */
const clientOf = (connection: number): End => ({
  address: loopback + Math.floor(connection / clientPorts),
  port: firstClientPort + (connection % clientPorts),
});

const ipLength = 20;
const tcpLength = 20;
/** Of IPv4's 65,535 octets, without both heads. */
const mostInPacket = 65_535 - ipLength - tcpLength;
const linkTypeRaw = 101; // packets begin with their IP head

const SYN = 2;
const PSH = 8;
const ACK = 16;

/** The recording as a capture file (libpcap's format, version 2.4) with a TCP connection for each of its connections. */
export function toPcap(recording: Recording): Blob {
  const file = new Uint8Array(24);
  const head = new DataView(file.buffer);
  head.setUint32(0, 0xa1b2c3d4);
  head.setUint16(4, 2);
  head.setUint16(6, 4);
  head.setUint32(16, 65_535);
  head.setUint32(20, linkTypeRaw);
  const packets = recording.connections.flatMap((connection) => connectionPackets(recording, connection));
  // As they crossed: connections live beside each other.
  packets.sort((a, b) => timeOf(a) - timeOf(b));
  return new Blob([file, ...packets], { type: 'application/vnd.tcpdump.pcap' });
}

function connectionPackets(recording: Recording, connection: number): Uint8Array<ArrayBuffer>[] {
  const client = clientOf(connection);
  const next = { client: 0, server: 0 };
  const packets: Uint8Array<ArrayBuffer>[] = [];
  const add = (isSent: boolean, flags: number, at: number, payload: Uint8Array = new Uint8Array()) => {
    const [from, to] = isSent ? [client, server] : [server, client];
    const [own, other] = isSent ? (['client', 'server'] as const) : (['server', 'client'] as const);
    packets.push(packet(from, to, next[own], next[other], flags, at, payload));
    next[own] += payload.length + Number((flags & SYN) !== 0);
  };
  const pieces = [true, false]
    .flatMap((sent) => {
      const log = recording.log(connection, sent);
      return [...log.pieces()].map((piece) => ({ ...piece, sent, log }));
    })
    .sort((a, b) => a.at - b.at || a.start - b.start || Number(b.sent) - Number(a.sent));
  const began = pieces[0]?.at ?? 0;
  add(true, SYN, began);
  add(false, SYN | ACK, began);
  add(true, ACK, began);
  for (const { start, end, at, sent, log } of pieces)
    for (let from = start; from < end; from += mostInPacket)
      add(sent, PSH | ACK, at, log.slice(from, Math.min(end, from + mostInPacket)));
  return packets;
}

/** Seconds and microseconds stand at the head of a packet's record. */
function timeOf(record: Uint8Array<ArrayBuffer>): number {
  const view = new DataView(record.buffer);
  return view.getUint32(0) * 1e6 + view.getUint32(4);
}

function packet(
  from: End,
  to: End,
  sequence: number,
  acknowledged: number,
  flags: number,
  at: number,
  payload: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const length = ipLength + tcpLength + payload.length;
  const record = new Uint8Array(16 + length);
  const view = new DataView(record.buffer);
  view.setUint32(0, Math.floor(at / 1000));
  view.setUint32(4, Math.floor((at % 1000) * 1000));
  view.setUint32(8, length);
  view.setUint32(12, length);
  const ip = 16;
  record[ip] = 0x45;
  view.setUint16(ip + 2, length);
  view.setUint16(ip + 6, 0x4000); // not to be cut up
  record[ip + 8] = 64;
  record[ip + 9] = 6; // TCP
  view.setUint32(ip + 12, from.address);
  view.setUint32(ip + 16, to.address);
  view.setUint16(ip + 10, checksum(record.subarray(ip, ip + ipLength), 0));
  const tcp = ip + ipLength;
  view.setUint16(tcp, from.port);
  view.setUint16(tcp + 2, to.port);
  view.setUint32(tcp + 4, sequence);
  view.setUint32(tcp + 8, flags & ACK ? acknowledged : 0);
  record[tcp + 12] = (tcpLength / 4) << 4;
  record[tcp + 13] = flags;
  view.setUint16(tcp + 14, 65_535);
  record.set(payload, tcp + tcpLength);
  // With the pseudo head: both addresses, the protocol, the length (RFC 9293, section 3.1).
  const pseudo = halves(from.address) + halves(to.address) + 6 + tcpLength + payload.length;
  view.setUint16(tcp + 16, checksum(record.subarray(tcp), pseudo));
  return record;
}

const halves = (address: number): number => (address >>> 16) + (address & 0xffff);

/** The internet checksum (RFC 1071). */
function checksum(octets: Uint8Array, begin: number): number {
  let sum = begin;
  for (let at = 0; at < octets.length; at += 2) sum += (octets[at]! << 8) | (octets[at + 1] ?? 0);
  while (sum > 0xffff) sum = (sum & 0xffff) + Math.floor(sum / 0x10000);
  return ~sum & 0xffff;
}
