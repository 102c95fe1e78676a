import { SandboxError, type ReasonCode } from '../errors/reason.ts';

/**
 * Fetches one of the site's files that are no pages. @throws {SandboxError} with this code where it is not to be had: a network that wants its guests to
 * sign in answers with a page of its own, and well.
 */
export async function fetchFile(address: string, code: ReasonCode): Promise<ArrayBuffer> {
  let problem: string;
  try {
    const response = await fetch(address);
    const isPage = response.headers.get('Content-Type')?.startsWith('text/html');
    if (response.ok && !isPage) return await response.arrayBuffer();
    problem = isPage ? `HTTP ${response.status}, a page` : `HTTP ${response.status}`;
  } catch (error) {
    problem = String(error);
  }
  throw new SandboxError({ code, message: `${address}: ${problem}` });
}
