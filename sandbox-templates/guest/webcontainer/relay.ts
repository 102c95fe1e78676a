// A process of its own in the container, one for all sandboxes. Programs connect to it on loopback, which a sum needs anyway, and what they
// report leaves by this process's output, where nothing else is written: a program's own output is a terminal's, in which stdout, stderr and
// whatever else is written there cannot be told apart again.
//
// It writes lines: `port <port>` first; `run <id> <message>` for each message; `end <id>` when a program's line is gone; and `alive` each
// second, since nothing else tells the page of a container that went away.

import net from 'node:net';

const aliveEvery = 1000; // ms
/** A program may write anything to its line. A message is shorter. */
const longestLine = 64 * 1024; // characters

const programs = new Map<string, net.Socket>();

const write = (line: string): void => void process.stdout.write(`${line}\n`);

const server = net.createServer((socket) => {
  let run: string | null = null;
  let rest = '';
  socket.setEncoding('latin1');
  socket.on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop()!;
    for (const line of lines) {
      if (run === null) programs.set((run = line), socket);
      else write(`run ${run} ${line}`);
    }
    if (rest.length > longestLine) socket.destroy();
  });
  socket.on('error', () => socket.destroy());
  socket.on('close', () => {
    if (run === null) return;
    programs.delete(run);
    write(`end ${run}`);
  });
});

// The page's commands for programs: `<id> <command>`, one a line.
let typed = '';
process.stdin.setEncoding('latin1').on('data', (text: string) => {
  const lines = (typed + text).split(/\r?\n|\r/);
  typed = lines.pop()!;
  for (const line of lines) {
    const [run = '', command] = line.split(' ');
    programs.get(run)?.write(`${command}\n`);
  }
});

server.listen(0, '127.0.0.1', () => write(`port ${(server.address() as net.AddressInfo).port}`));
setInterval(() => write('alive'), aliveEvery);
