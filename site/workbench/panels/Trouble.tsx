import { leaving } from '../focus.ts';
import { ReasonLink } from '../place/ReasonLink.tsx';
import { UseTab } from '../place/UseTab.tsx';
import { useUi } from '../ui.ts';

/** Why the last run ended by itself, or why nothing can run, and what to do. */
export function Trouble() {
  const { bench, view, strings, format } = useUi();
  const reason = bench.reason.value;
  const diagnostic = bench.diagnostic.value;
  const goTo = () => view.show(diagnostic!.path, diagnostic!);
  return (
    <div role="alert">
      {reason && (
        <div class="lab-note lab-trouble" data-reason={reason.code}>
          <p>
            {strings.trouble.reasons[reason.code](reason, format)} <ReasonLink reason={reason} />
          </p>
          {reason.message && (
            <pre class="lab-message" tabIndex={0}>
              {reason.message}
            </pre>
          )}
          {diagnostic && (
            <button type="button" class="lab-button" onClick={goTo}>
              {strings.editor.goTo(`${diagnostic.path}:${diagnostic.line}:${diagnostic.column}`)}
            </button>
          )}
          {bench.state.value === 'failed' && (
            <button type="button" class="lab-button" onClick={leaving(() => bench.tryAgain())}>
              {strings.actions.tryAgain}
            </button>
          )}
          {bench.state.value === 'failed' && <UseTab />}
        </div>
      )}
    </div>
  );
}
