// What `npm start` runs: makes its process what it is to be, and only then loads what it is for, which would else be loaded twice.
import './tight-memory.ts';
import './kept-code.ts';

await import('./site.ts');
