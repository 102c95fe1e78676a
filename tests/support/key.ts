import { randomBytes } from 'node:crypto';
import { Key } from '../../site/server/key.ts';

// The same for the servers that the tests start and for the browsers that they drive: workers inherit it.
process.env.LEAK_LAB_KEY ??= randomBytes(16).toString('base64url');

const [name, value] = new Key(process.env.LEAK_LAB_KEY).cookie.split('=') as [string, string];

/** What a browser keeps once it has come by the address that `npm start` prints. */
export const letIn = {
  cookies: [
    {
      name,
      value,
      domain: 'localhost',
      path: '/',
      expires: -1,
      httpOnly: true,
      secure: false,
      sameSite: 'Strict' as const,
    },
  ],
  origins: [],
};
