import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import type { ClassRecord } from './store.ts';

/** Without those that are taken for another when read from a wall: 0 O, 1 I L, 8 B, 5 S, 2 Z, U V. */
const letters = 'ACDEFGHJKMNPQRTWXY34679';
const codeLength = 8; // 23^8: 78 thousand million

/** A join code as it is shown: `ACDE-FGHJ`. */
function newCode(): string {
  const code = Array.from({ length: codeLength }, () => letters[randomInt(letters.length)]).join('');
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}

/** As typed: in any case, with and without the hyphen. */
export const sameCode = (typed: string, code: string): boolean =>
  isSame(typed.toUpperCase().replace(/[^A-Z0-9]/g, ''), code.replace('-', ''));

const secretLength = 32;
const newSecret = (): string => randomBytes((secretLength / 4) * 3).toString('base64url');
export const newId = (): string => randomBytes(9).toString('base64url');

/** What shows a learner's page to be a member of the class: a secret, behind the class's id. */
export const newToken = (classId: string): string => `${classId}${newSecret()}`;
export const classOf = (token: string): string => token.slice(0, -secretLength);
export const hash = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

export const newClass = (name: string): ClassRecord => ({ id: newId(), name, code: newCode(), key: newSecret() });

/** In a time that says nothing of where they differ. */
export function isSame(a: string, b: string): boolean {
  const [one, other] = [Buffer.from(hash(a)), Buffer.from(hash(b))];
  return timingSafeEqual(one, other);
}
