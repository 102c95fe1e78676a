import { keptKey } from '../kept-key.ts';

/** What a browser keeps of the class that its reader has joined. */
export interface Kept {
  /** Shows the hub who this is. */
  token: string;
  /** Of the last message that a page has shown. */
  seen: number;
  /** Messages shown, the newest last, and how many of them the reader has looked at. */
  messages: { at: number; from: string; text: string; own: boolean }[];
  read: number;
  /** The last offer to follow that the reader has answered. */
  offerAnswered: number;
}

/** Told to a page that it has forgotten its class: `storage` is told to the others alone. */
export const forgotten = 'leak-lab:class-forgotten';

export function loadKept(): Kept | null {
  try {
    const value = JSON.parse(localStorage.getItem(keptKey) ?? 'null');
    // The hub answers nothing to a page that says what it cannot.
    if (typeof value?.token !== 'string' || !/^[\w-]{8,64}$/.test(value.token) || !Array.isArray(value.messages))
      return null;
    const { token, messages } = value;
    return {
      token,
      seen: countIn(value.seen),
      messages,
      read: countIn(value.read),
      offerAnswered: countIn(value.offerAnswered),
    };
  } catch {
    return null; // blocked, or not ours
  }
}

const countIn = (value: unknown): number => (Number.isSafeInteger(value) ? Math.max(0, value as number) : 0);

/** @returns false where the browser keeps nothing. */
export function saveKept(kept: Kept): boolean {
  try {
    localStorage.setItem(keptKey, JSON.stringify(kept));
    return true;
  } catch {
    return false;
  }
}

export function forget(): void {
  try {
    localStorage.removeItem(keptKey);
  } catch {
    // Blocked: there is nothing kept.
  }
  dispatchEvent(new Event(forgotten));
}
