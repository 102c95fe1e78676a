/**
 * The only way out of a program's frame is to where this content security policy lets it. A frame's navigation is the matter of the document
 * around it, so `frame-src 'none'` there keeps the frame from going anywhere, with a query that says what it knows, say.
 */
export const policy = [
  "default-src 'none'",
  // The programs themselves. They may do with text what they like: nothing is here to be protected from them.
  "script-src blob: 'unsafe-inline' 'unsafe-eval'",
  'worker-src blob:',
  "connect-src 'none'",
  "frame-src 'none'",
  "form-action 'none'",
  "base-uri 'none'",
].join('; ');

/**
 * A frame without an address of its own has the policy of the document around it, and the pages' own lets no program run. So the programs'
 * frames stand in this document, which is a file, and empty.
 */
export const enclosureDocument = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="content-security-policy" content="${policy}"><title>Sandboxes</title></head><body></body></html>\n`;
