import { own } from './implementations.ts';
import { testServer } from './servers.ts';
import type { Report } from './server-process.ts';

const { server, port } = await testServer(own);
let sessions = 0;
let streams = 0;
server.on('session', (session) => {
  sessions++;
  session.once('close', () => sessions--);
});
server.on('stream', (stream) => {
  streams++;
  stream.once('close', () => streams--);
});

process.on('message', () => {
  const report: Report = { port, sessions, streams, peakMemory: process.resourceUsage().maxRSS * 1024 };
  process.send?.(report);
});
