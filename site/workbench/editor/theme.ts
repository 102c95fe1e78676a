import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** The colours are the same custom properties that Shiki's `css-variables` theme uses for the page's static code. */
const color = (token: string) => ({ color: `var(--astro-code-token-${token})` });

const highlighting = HighlightStyle.define([
  {
    tag: [
      tags.keyword,
      tags.modifier,
      tags.operatorKeyword,
      tags.controlKeyword,
      tags.definitionKeyword,
      tags.moduleKeyword,
    ],
    ...color('keyword'),
  },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], ...color('string-expression') },
  { tag: [tags.number, tags.bool, tags.null, tags.atom, tags.typeName, tags.className], ...color('constant') },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName)], ...color('function') },
  { tag: [tags.comment], ...color('comment'), fontStyle: 'italic' },
  { tag: [tags.punctuation, tags.operator], ...color('punctuation') },
]);

const chrome = EditorView.theme({
  '&': {
    height: '100%',
    color: 'var(--astro-code-foreground)',
    backgroundColor: 'transparent',
    fontSize: 'var(--lab-code-size)',
  },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--__sl-font-mono)', lineHeight: 'var(--lab-code-line)' },
  '.cm-content': { caretColor: 'var(--sl-color-white)', padding: 'var(--lab-code-pad) 0' },
  '.cm-cursor': { borderLeftColor: 'var(--sl-color-white)', borderLeftWidth: '2px' },
  '.cm-gutters': { backgroundColor: 'var(--lab-paper)', color: 'var(--lab-faint)', border: 'none' },
  '.cm-activeLine': { backgroundColor: 'var(--lab-line)' },
  '.cm-activeLineGutter': { backgroundColor: 'var(--lab-raised)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--lab-selection)',
  },
  '.cm-panels': { backgroundColor: 'var(--lab-raised)', color: 'inherit' },
  '.cm-panels-bottom': { borderTop: '1px solid var(--lab-rule)' },
  '.cm-textfield, .cm-button': {
    backgroundImage: 'none',
    backgroundColor: 'var(--lab-paper)',
    color: 'inherit',
    border: '1px solid var(--lab-edge)',
    borderRadius: '.25rem',
  },
  '.cm-tooltip': { backgroundColor: 'var(--lab-raised)', color: 'inherit', border: '1px solid var(--lab-edge)' },
  '.cm-diagnostic': { borderInlineStart: '4px solid var(--lab-leak)', padding: '.25rem .5rem' },
  '.cm-searchMatch': { backgroundColor: 'var(--lab-selection)' },
  '.cm-changedLine': { backgroundColor: 'var(--lab-added) !important' },
  '.cm-deletedChunk': { backgroundColor: 'var(--lab-removed) !important', paddingInline: '6px' },
  '.cm-changedText, .cm-deletedText': { background: 'none !important', fontWeight: '700', textDecoration: 'none' },
  '.cm-insertedLine, .cm-deletedLine, .cm-deletedLine del': { textDecoration: 'none' },
});

export const theme = [chrome, syntaxHighlighting(highlighting)];
