import { useRef } from 'preact/hooks';
import { isReadOnly } from '../files/groups.ts';
import { useUi } from '../ui.ts';

const steps: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowRight: (at, count) => (at + 1) % count,
  ArrowLeft: (at, count) => (at + count - 1) % count,
  Home: () => 0,
  End: (_at, count) => count - 1,
};

/** The tab list of the ARIA Authoring Practices, with automatic activation. */
export function FileTabs() {
  const { bench, view, strings, prefix } = useUi();
  const list = useRef<HTMLDivElement>(null);
  const tabs = view.tabs.value;
  const diagnostic = bench.diagnostic.value;
  const onKeyDown = (event: KeyboardEvent) => {
    const at = tabs.indexOf(view.tab.value);
    const step = event.key === 'Delete' && at > 0 ? () => at - 1 : steps[event.key];
    if (!step) return;
    event.preventDefault();
    if (event.key === 'Delete') view.closeTab(tabs[at]!);
    const index = step(at, tabs.length);
    if (event.key !== 'Delete') view.show(tabs[index]!);
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[index]?.focus();
  };
  return (
    <div class="lab-tabs" role="tablist" aria-label={strings.editor.files} ref={list} onKeyDown={onKeyDown}>
      {tabs.map((path, index) => {
        const selected = path === view.tab.value;
        const failed = diagnostic?.path === path;
        return (
          <button
            key={path}
            type="button"
            role="tab"
            id={`${prefix}-tab-${index}`}
            aria-controls={`${prefix}-file`}
            aria-selected={selected}
            aria-keyshortcuts={index > 0 ? 'Delete' : undefined}
            tabIndex={selected ? 0 : -1}
            class={failed ? 'lab-tab lab-failed' : 'lab-tab'}
            aria-label={failed ? strings.editor.hasError(path) : undefined}
            onClick={() => view.show(path)}
          >
            {path}
            {isReadOnly(path) && <span class="lab-visually-hidden"> ({strings.files.readOnly})</span>}
            {bench.work.isEdited(path) && !bench.work.isAdded(path) && (
              <span class="lab-edited" title={strings.editor.edited}>
                <span class="lab-visually-hidden"> ({strings.editor.edited})</span>
              </span>
            )}
            {selected && index > 0 && (
              // By keyboard: Delete. A button in a tab would be one that a screen reader cannot tell.
              <span
                class="lab-tab-close"
                aria-hidden="true"
                title={strings.files.closeTab(path)}
                onClick={(event) => {
                  event.stopPropagation();
                  view.closeTab(path);
                }}
              >
                ×
              </span>
            )}
          </button>
        );
      })}
    </div>
  );
}
