import { Button } from '../panels/Button.tsx';
import { Dialog } from '../panels/Dialog.tsx';
import { useUi } from '../ui.ts';

/** Asked before code that came by a link runs on this machine for the first time. */
export function AgreeDialog() {
  const { bench, strings } = useUi();
  const { share: text } = strings;
  return (
    <Dialog name="agree" title={text.agreeTitle} onClose={() => bench.answer('no')}>
      {(close) => {
        const answer = (how: 'here' | 'tab') => {
          void bench.answer(how);
          close();
        };
        return (
          <>
            <p>{text.agreeAbout}</p>
            <p class="lab-share-row">
              <Button onClick={close}>{text.agreeNo}</Button>
              {bench.place.ids.includes('tab') && <Button onClick={() => answer('tab')}>{text.agreeTab}</Button>}
              <Button primary onClick={() => answer('here')}>
                {text.agreeYes}
              </Button>
            </p>
          </>
        );
      }}
    </Dialog>
  );
}
