import ts from 'typescript-6';
import typeFiles from 'virtual:type-files';
import { csharpHabits } from '../strings/csharp-habits.ts';
import { LanguageServer } from './server.ts';

/** The language server in a worker of its own: what it takes is never taken from typing. Its name is the page's language. */
const server = new LanguageServer({
  ts,
  typeFiles,
  habits: csharpHabits(self.name),
  send: (message) => self.postMessage(JSON.stringify(message)),
});

self.addEventListener('message', ({ data }: MessageEvent<string>) => server.receive(JSON.parse(data)));
