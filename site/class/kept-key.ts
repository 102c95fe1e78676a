/** Where a browser keeps that its reader is in a class. Apart from the rest, which every page does without. */
export const keptKey = 'leak-lab:class';
