#!/usr/bin/env node
// Stands in Firefox's place for Playwright, which starts it with Firefox's own arguments: starts Firefox, and passes WebDriver BiDi on.
// Playwright asks for a command that not every Firefox knows (153 does not), and gives up without it. The one thing done here is to say
// "yes" to that where Firefox says it does not know it: no test there sets a colour scheme.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { WebSocket, WebSocketServer } from 'ws';

const optional = 'emulation.setMediaFeaturesOverride';
const announcement = /WebDriver BiDi listening on (ws:\/\/\S+)/;

const firefox = spawn(process.env.FIREFOX!, process.argv.slice(2), { stdio: ['ignore', 'inherit', 'pipe'] });
firefox.on('exit', (code) => process.exit(code ?? 1));
createInterface(firefox.stderr).on('line', (line) => {
  const address = announcement.exec(line)?.[1];
  if (address) listen(address);
  else process.stderr.write(`${line}\n`);
});

function listen(address: string): void {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  server.on('listening', () => {
    const { port } = server.address() as { port: number };
    process.stderr.write(`WebDriver BiDi listening on ws://127.0.0.1:${port}\n`);
  });
  server.on('connection', (playwright, { url }) => connect(playwright, new WebSocket(address + url)));
}

function connect(playwright: WebSocket, firefox: WebSocket): void {
  const optionalIds = new Set<number>();
  const opened = new Promise((resolve) => firefox.once('open', resolve));
  playwright.on('message', async (data) => {
    const text = String(data);
    const { id, method } = JSON.parse(text) as { id: number; method: string };
    if (method === optional) optionalIds.add(id);
    await opened;
    firefox.send(text);
  });
  firefox.on('message', (data) => {
    const text = String(data);
    const { id, error } = JSON.parse(text) as { id?: number; error?: string };
    const isOptional = id !== undefined && optionalIds.delete(id);
    playwright.send(
      isOptional && error === 'unknown command' ? JSON.stringify({ type: 'success', id, result: {} }) : text,
    );
  });
  playwright.on('close', () => firefox.close());
  firefox.on('close', () => playwright.close());
}
