/** JSON as .NET's reader takes it: what is half of a surrogate pair, and `JSON.stringify` has escaped, becomes U+FFFD. No place moves. */
export const wellFormed = (json: string): string =>
  json.replace(/(?<=(?<!\\)(?:\\\\)*)\\ud[89a-f][\da-f]{2}/g, '\\ufffd');
