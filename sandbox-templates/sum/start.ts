// Runs the server, then the client against it, and ends the server when the client has ended.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

const directory = import.meta.dirname;
const server = spawn(process.execPath, ['server.ts'], {
  cwd: directory,
  env: { ...process.env, PORT: '0' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
server.on('exit', (code) => process.exit(code ?? 1));

server.stdout.setEncoding('utf8');
const [greeting] = (await once(server.stdout, 'data')) as [string];
process.stdout.write(greeting);
server.stdout.pipe(process.stdout);

const port = /port (\d+)/.exec(greeting)?.[1];
const client = spawn(process.execPath, ['client.ts'], {
  cwd: directory,
  env: { ...process.env, PORT: port },
  stdio: 'inherit',
});
const [code] = (await once(client, 'exit')) as [number | null];
server.removeAllListeners('exit').kill();
process.exitCode = code ?? 1;
