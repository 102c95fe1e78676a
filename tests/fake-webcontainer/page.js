// A fake of what lives at https://stackblitz.com/headless: see README.md. `faults` is put in by remote-end.ts.
import { Comlink } from './comlink.js';

const { faults } = window;
const { promise: opened, resolve: open } = Promise.withResolvers();
const socket = new WebSocket(`ws://${location.host}/machine`);
socket.onopen = open;
const asked = new Map();
const processes = new Map();
let lastId = 0;

socket.onmessage = ({ data }) => {
  const message = JSON.parse(data);
  if (message.type === 'answer') {
    const { resolve, reject } = asked.get(message.id);
    asked.delete(message.id);
    'error' in message ? reject(new Error(message.error)) : resolve(message.result);
  } else {
    const process = processes.get(message.process);
    if (message.type === 'output')
      process.output?.(Uint8Array.from(atob(message.data), (character) => character.charCodeAt(0)));
    else {
      process.output?.(null);
      process.exited.resolve(message.code);
    }
  }
};

async function ask(op, ...args) {
  await opened;
  const id = ++lastId;
  const answer = Promise.withResolvers();
  asked.set(id, answer);
  socket.send(JSON.stringify({ id, op, args }));
  return answer.promise;
}

const fs = Object.fromEntries(
  ['rm', 'readFile', 'rename', 'writeFile', 'readdir', 'mkdir'].map((op) => [op, (...args) => ask(op, ...args)]),
);

const container = {
  fs: () => Comlink.proxy(fs),
  previewScript: () => Comlink.proxy({}),
  runtimeInfo: () => ask('info'),
  loadFiles: (payload, { mountPoints } = {}) => ask('mount', new TextDecoder().decode(payload), mountPoints ?? '.'),
  async run(options, _stdout, _stderr, output) {
    const process = { output, exited: Promise.withResolvers() };
    const id = ++lastId;
    processes.set(id, process);
    await ask('spawn', id, options);
    return Comlink.proxy({
      onExit: process.exited.promise,
      write: (data) => ask('input', id, data),
      resize: () => undefined,
      kill: () => ask('kill', id),
    });
  },
  on: () => Comlink.proxy(() => undefined),
  setCredentials: () => undefined,
  teardown: () => ask('teardown'),
};

const server = {
  async build() {
    if (faults.build === 'hangs') return new Promise(() => undefined);
    if (faults.build) throw new Error(faults.build);
    return Comlink.proxy(container);
  },
};

function mayStore() {
  try {
    localStorage.setItem('fake', '1');
    return true;
  } catch {
    return false;
  }
}

if (mayStore() && faults.init !== 'never') {
  await faults.init;
  const { port1, port2 } = new MessageChannel();
  Comlink.expose(server, port1);
  parent.postMessage({ type: 'init' }, '*', [port2]);
}
