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

export function loadKept(): Kept | null {
  try {
    const value = JSON.parse(localStorage.getItem(keptKey) ?? 'null');
    return typeof value?.token === 'string' && Array.isArray(value.messages) ? value : null;
  } catch {
    return null; // blocked, or not ours
  }
}

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
}
