import { useSignal } from '@preact/signals';
import type { FellBack as Cause } from '../../sandbox/run/session.ts';
import { leaving } from '../focus.ts';
import { useUi } from '../ui.ts';
import { ReasonLink } from './ReasonLink.tsx';

/** Says that another runtime has taken over, and why. */
export function FellBack() {
  const { bench, strings, format } = useUi();
  const dismissed = useSignal<Cause | null>(null);
  const cause = bench.place.fellBackFrom.value;
  const runtime = bench.place.runtime.value;
  if (!cause || !runtime || cause === dismissed.value) return null;
  return (
    <div class="lab-note lab-fell-back" data-reason={cause.reason.code}>
      <p>
        <strong>{strings.place.fellBack(cause.id, runtime)}</strong>{' '}
        {strings.trouble.reasons[cause.reason.code](cause.reason, format)} <ReasonLink reason={cause.reason} />
        {cause.reason.message && <span class="lab-small"> ({cause.reason.message})</span>}
      </p>
      <button type="button" class="lab-button" onClick={leaving(() => bench.tryAgain())}>
        {strings.actions.tryAgain}
      </button>
      <button type="button" class="lab-button" onClick={leaving(() => (dismissed.value = cause))}>
        {strings.actions.dismiss}
      </button>
    </div>
  );
}
