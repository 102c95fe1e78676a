import { answerQuestions } from './child.ts';
import { liveMemory } from './live-memory.ts';
import { own } from './implementations.ts';
import { testServer } from './servers.ts';

const { server, port } = await testServer(own);
const held = { sessions: 0, streams: 0 };
server.on('session', (session) => {
  held.sessions++;
  session.once('close', () => held.sessions--);
});
server.on('stream', (stream) => {
  held.streams++;
  stream.once('close', () => held.streams--);
});

answerQuestions({
  port: () => port,
  held: () => held,
  liveMemory,
  peakMemory: () => process.resourceUsage().maxRSS * 1024,
});
