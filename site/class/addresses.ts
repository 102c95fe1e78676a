/** Where the hub answers, under the site's base: pages ask there, and `hub/http.ts` listens for them. */
export const hubPaths = {
  socket: 'class/socket',
  join: 'class/api/join',
  poll: 'class/api/poll',
  health: 'class/api/health',
};

/** What a poll brings. */
export interface Polled {
  /** Which answer it is, from 0, of which connection: of two requests at once, what is answered first may come last. */
  link: string;
  n: number;
  messages: string[];
  /** The hub has ended the connection. */
  closed: boolean;
}

/** How long a poll without news is held, in milliseconds: proxies cut what is silent for a minute. */
export const pollFor = 25_000;
