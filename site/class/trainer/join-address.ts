import { sitePage } from '../../workbench/place/site-page.ts';

/** Where learners come in, in the trainer's language. */
export const joinAddress = (): string => new URL(sitePage('class'), location.href).href;
