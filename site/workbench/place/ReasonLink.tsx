import type { Reason, ReasonCode } from '../../sandbox/errors/reason.ts';
import { useUi } from '../ui.ts';
import { sitePage } from './site-page.ts';

/** Pages for those who can mend what the learner cannot. */
const pages: Partial<Record<ReasonCode, 'webcontainer-hosts' | 'webcontainer-licence'>> = {
  'hosts-unreachable': 'webcontainer-hosts',
  'storage-blocked': 'webcontainer-hosts',
  unlicensed: 'webcontainer-licence',
};

/** Where a reason has a page of its own, the way there. */
export function ReasonLink({ reason }: { reason: Reason }) {
  const { strings } = useUi();
  const page = pages[reason.code];
  return page ? <a href={sitePage(page)}>{strings.place.pages[page]}</a> : null;
}
