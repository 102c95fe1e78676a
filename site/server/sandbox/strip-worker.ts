// Takes the types out of texts, beside the server: a text that brings the stripper down, or keeps it busy, brings down this thread alone.
import { stripTypeScriptTypes } from 'node:module';
import { parentPort } from 'node:worker_threads';

/** Null where the text is none that Node can run, and says so itself when it comes to. */
function strip(text: string): string | null {
  try {
    return stripTypeScriptTypes(text);
  } catch (error) {
    // After any other error the stripper is no longer to be trusted: this thread ends, and the next has another.
    if (/^ERR_(?:INVALID|UNSUPPORTED)_TYPESCRIPT_SYNTAX$/.test((error as NodeJS.ErrnoException).code ?? ''))
      return null;
    throw error;
  }
}

strip(''); // the first takes as long as a hundred others
parentPort!.on('message', (text: string) => parentPort!.postMessage(strip(text)));
