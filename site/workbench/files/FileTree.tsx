import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { loadBeside } from '../../sandbox/exercises/exercises.ts';
import type { FileGroup } from '../../strings/sandbox/files.ts';
import { useUi } from '../ui.ts';
import { grouped, isReadOnly, nameIn } from './groups.ts';

type Row = { readonly group: FileGroup; readonly path: string | null };

const steps: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowDown: (at, count) => Math.min(at + 1, count - 1),
  ArrowUp: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_at, count) => count - 1,
};

interface FileTreeProps {
  onRename(path: string): void;
  onRemove(path: string): void;
  /** A file was chosen. */
  onChosen(): void;
}

/** The tree view of the ARIA Authoring Practices: groups, and the files in them. F2 renames, Delete deletes. */
export function FileTree({ onRename, onRemove, onChosen }: FileTreeProps) {
  const { bench, view, strings } = useUi();
  const { files: text } = strings;
  const tree = useRef<HTMLDivElement>(null);
  const unfolded = useSignal<readonly FileGroup[]>(['own', 'server']);
  const focused = useSignal<string | null>(null);
  const groups = grouped({ ...bench.work.files.value, ...view.beside.value }, bench.exercise);
  const rows = (Object.keys(groups) as FileGroup[]).flatMap((group): Row[] => [
    { group, path: null },
    ...(unfolded.value.includes(group) ? groups[group].map((path) => ({ group, path })) : []),
  ]);
  const idOf = ({ group, path }: Row) => path ?? `:${group}`;
  const at = Math.max(
    0,
    rows.findIndex((row) => idOf(row) === (focused.value ?? view.tab.value)),
  );

  const focus = (row: Row) => {
    focused.value = idOf(row);
    tree.current!.querySelector<HTMLElement>(`[data-row="${CSS.escape(idOf(row))}"]`)!.focus();
  };
  const fold = async (group: FileGroup, open: boolean) => {
    if (open && group === 'beside' && Object.keys(view.beside.peek()).length === 0)
      view.beside.value = await loadBeside();
    unfolded.value = open
      ? [...new Set([...unfolded.value, group])]
      : unfolded.value.filter((unfolding) => unfolding !== group);
  };
  const choose = (row: Row) => {
    focused.value = idOf(row);
    if (row.path === null) return fold(row.group, !unfolded.value.includes(row.group));
    view.show(row.path);
    onChosen();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[at]!;
    const step = steps[event.key];
    if (step) focus(rows[step(at, rows.length)]!);
    else if (event.key === 'Enter' || event.key === ' ') void choose(row);
    else if (event.key === 'ArrowRight' && row.path === null) {
      if (unfolded.value.includes(row.group)) focus(rows[Math.min(at + 1, rows.length - 1)]!);
      else void fold(row.group, true);
    } else if (event.key === 'ArrowLeft') {
      if (row.path === null) void fold(row.group, false);
      else focus({ group: row.group, path: null });
    } else if (event.key === 'F2' && row.path !== null && bench.work.isAdded(row.path)) onRename(row.path);
    else if (event.key === 'Delete' && row.path !== null && bench.work.isAdded(row.path)) {
      // Before its row goes.
      focus(rows[at - 1]!);
      onRemove(row.path);
    } else return;
    event.preventDefault();
  };

  return (
    <div class="lab-tree" role="tree" aria-label={text.label} ref={tree} onKeyDown={onKeyDown}>
      {rows.map((row, index) => {
        const { group, path } = row;
        const place = { 'data-row': idOf(row), onClick: () => void choose(row) };
        return path === null ? (
          <div
            key={`:${group}`}
            role="treeitem"
            tabIndex={index === at ? 0 : -1}
            class="lab-tree-group"
            aria-level={1}
            aria-expanded={unfolded.value.includes(group)}
            {...place}
          >
            {text.groups[group]}
            {group === 'beside' && <span class="lab-small"> {text.readOnly}</span>}
          </div>
        ) : (
          <div
            key={path}
            role="treeitem"
            tabIndex={index === at ? 0 : -1}
            class={bench.diagnostic.value?.path === path ? 'lab-tree-file lab-failed' : 'lab-tree-file'}
            aria-level={2}
            aria-selected={path === view.tab.value}
            title={path}
            {...place}
          >
            {nameIn(group, path)}
            {isReadOnly(path) && <span class="lab-visually-hidden"> ({text.readOnly})</span>}
            {bench.work.isEdited(path) && !bench.work.isAdded(path) && (
              <span class="lab-edited" title={strings.editor.edited}>
                <span class="lab-visually-hidden"> ({strings.editor.edited})</span>
              </span>
            )}
          </div>
        );
      })}
    </div>
  );
}
