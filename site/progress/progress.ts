/** What a reader has done of a lesson: when it was first read to its end, its program first answered, its exercise first solved. */
export type Step = 'read' | 'ran' | 'solved';

/** By a lesson's or an exercise's id, each in milliseconds since the epoch; `last` is the lesson opened last. */
export type Progress = Readonly<Record<Step, Readonly<Record<string, number>>>> & { readonly last: string | null };

export const progressKey = 'leak-lab:progress';

/** Small, since every page loads it: what is of another form counts as nothing done. */
export function decodeProgress(text: string | null): Progress {
  let value: Partial<Record<Step | 'last', unknown>> | null = null;
  try {
    value = JSON.parse(text ?? 'null');
  } catch {
    // Cut short, or not ours.
  }
  const done = (step: Step) =>
    Object.fromEntries(
      Object.entries(value?.[step] ?? {}).filter(([, at]) => Number.isFinite(at) && typeof at === 'number'),
    );
  const last = typeof value?.last === 'string' ? value.last : null;
  return { read: done('read'), ran: done('ran'), solved: done('solved'), last };
}

/** @returns nothing done where storage is blocked. */
export function loadProgress(): Progress {
  try {
    return decodeProgress(localStorage.getItem(progressKey));
  } catch {
    return decodeProgress(null);
  }
}

/** Writes a step down, the first time that it is taken. */
export const noteStep = (step: Step, id: string): void => {
  const progress = loadProgress();
  if (progress[step][id] === undefined) save({ ...progress, [step]: { ...progress[step], [id]: Date.now() } });
};

export const noteLast = (id: string): void => save({ ...loadProgress(), last: id });

function save(progress: Progress): void {
  try {
    localStorage.setItem(progressKey, JSON.stringify(progress));
    // Other tabs hear of it by themselves; this one does not.
    globalThis.dispatchEvent?.(new Event('storage'));
  } catch {
    // Full or blocked: an opened sandbox says so where work could be lost; a tick is no work.
  }
}
