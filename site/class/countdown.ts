import { useEffect, useState } from 'preact/hooks';

/** Seconds until `end`, each second; null where there is no end, 0 once it is over. `now` gives the hub's time. */
export function useSecondsLeft(end: number | null, now: () => number): number | null {
  const [, tick] = useState(0);
  const left = end === null ? null : Math.max(0, Math.ceil((end - now()) / 1000));
  const runs = left !== null && left > 0;
  useEffect(() => {
    if (!runs) return;
    const timer = setInterval(() => tick((count) => count + 1), 250);
    return () => clearInterval(timer);
  }, [runs, end]);
  return left;
}

/** `4:05`. */
export const minutesAndSeconds = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
