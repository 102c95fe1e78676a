import { SandboxError, type ReasonCode } from '../errors/reason.ts';
import { fetchFile } from './fetch-file.ts';

/** What one of the site's files says in JSON. @throws {SandboxError} with this code where it is not to be had whole. */
export async function fetchJson<T>(address: string, code: ReasonCode): Promise<T> {
  const text = new TextDecoder().decode(await fetchFile(address, code));
  try {
    return JSON.parse(text) as T;
  } catch (error) {
    throw new SandboxError({ code, message: `${address}: ${String(error)}` });
  }
}
