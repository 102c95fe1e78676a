/** The site's address, with a slash at its end. */
export const base = (): string => new URL(import.meta.env.BASE_URL.replace(/\/*$/, '/'), location.href).href;
