import { FellBack } from '../place/FellBack.tsx';
import { leaving } from '../focus.ts';
import { useUi } from '../ui.ts';

/** What became of the learner's edits, where it was not typing that changed them. */
export function Notices() {
  const { bench, strings } = useUi();
  const { work } = bench;
  const replaced = work.previous.value;
  return (
    <div class="lab-notices" role="status">
      <FellBack />
      {replaced && (
        <div class="lab-note">
          <p>{strings.notices.replaced[replaced]}</p>
          <button type="button" class="lab-button" onClick={leaving(() => work.bringBack())}>
            {strings.actions.bringBack}
          </button>
          <button type="button" class="lab-button" onClick={leaving(() => work.dismissPrevious())}>
            {strings.actions.dismiss}
          </button>
        </div>
      )}
      {!work.kept.value && <p class="lab-note">{strings.notices.notKept}</p>}
      {work.unreadable.value && <p class="lab-note">{strings.notices.unreadable}</p>}
    </div>
  );
}
