/** Where an exercise's work is kept in the browser's storage. Apart from the rest, which an unopened page does without. */
export const keyOf = (exercise: string) => `leak-lab:sandbox:${exercise}`;
