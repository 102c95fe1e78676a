import { useRef } from 'preact/hooks';
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
  const { tabs } = bench.exercise;
  const diagnostic = bench.diagnostic.value;
  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    const index = step(tabs.indexOf(view.tab.value), tabs.length);
    view.tab.value = tabs[index]!;
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
            tabIndex={selected ? 0 : -1}
            class={failed ? 'lab-tab lab-failed' : 'lab-tab'}
            aria-label={failed ? strings.editor.hasError(path) : undefined}
            onClick={() => (view.tab.value = path)}
          >
            {path}
            {bench.work.isEdited(path) && (
              <span class="lab-edited" title={strings.editor.edited}>
                <span class="lab-visually-hidden"> ({strings.editor.edited})</span>
              </span>
            )}
          </button>
        );
      })}
    </div>
  );
}
