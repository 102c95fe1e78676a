/** Chinese beside Latin letters or figures without a space, with a space where none belongs, or with punctuation that is not its own. */
const slip =
  /\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9%]\p{Script=Han}|\p{Script=Han} \p{Script=Han}|\p{Script=Han}[,;:!?.()]/gu;

/** Where a Chinese text is not set as Chinese is: each place with what stands around it. Code counts as a Latin word; its own text is not looked at. */
export function slipsIn(text: string): string[] {
  const prose = text
    .replace(/^```[^]*?^```/gm, '')
    .replace(/`[^`\n]*`/g, 'x')
    .replace(/<[A-Z][^<>]*\/>/g, '')
    .replace(/\]\([^)]*\)/g, '');
  return [...prose.matchAll(slip)].map(({ index }) => prose.slice(Math.max(0, index - 10), index + 12));
}
