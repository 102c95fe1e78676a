import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { MemberView } from '../answers.ts';
import { current, hasSolved, metCount, statuses, statusOf } from './status.ts';
import { useTrainerUi, type TrainerUi } from './ui.ts';

type Column = keyof TrainerUi['strings']['columns'];
const columns: readonly Column[] = ['name', 'lesson', 'sandbox', 'criteria', 'solved', 'status', 'since'];
/** All rows are as high, so that those in sight are known without asking the page. */
const rowHeight = 40; // CSS pixels
const beyond = 8; // rows

/** Everybody: only the rows in sight are in the document, so that a thousand cost as much as thirty. */
export function Grid({ onPick }: { onPick(member: string): void }) {
  const { strings } = useTrainerUi();
  const order = useSignal<{ by: Column; down: boolean }>({ by: 'status', down: false });
  const top = useSignal(0);
  const height = useSignal(600);
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const observer = new ResizeObserver(() => (height.value = box.current!.clientHeight));
    observer.observe(box.current!);
    return () => observer.disconnect();
  }, []);
  const rows = useSorted(order.value);
  const first = Math.max(0, Math.floor(top.value / rowHeight) - beyond);
  const shown = rows.slice(first, first + Math.ceil(height.value / rowHeight) + 2 * beyond);
  const sort = (by: Column) => {
    order.value = { by, down: order.value.by === by && !order.value.down };
  };
  return (
    <div
      class="trainer-grid"
      ref={box}
      tabIndex={0}
      role="region"
      aria-label={strings.views.learners}
      onScroll={() => (top.value = box.current!.scrollTop)}
    >
      <table aria-rowcount={rows.length + 1}>
        <caption class="sr-only">{strings.sorted}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column}
                scope="col"
                aria-sort={order.value.by !== column ? 'none' : order.value.down ? 'descending' : 'ascending'}
              >
                <button type="button" onClick={() => sort(column)}>
                  {strings.columns[column]}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {first > 0 && <tr class="trainer-gap" style={{ height: `${first * rowHeight}px` }} />}
          {shown.map((member, i) => (
            <Row key={member.id} member={member} index={first + i + 2} onPick={onPick} />
          ))}
          <tr
            class="trainer-gap"
            style={{ height: `${Math.max(0, rows.length - first - shown.length) * rowHeight}px` }}
          />
        </tbody>
      </table>
      {rows.length === 0 && <p class="trainer-empty">{strings.nobody}</p>}
    </div>
  );
}

function Row({ member, index, onPick }: { member: MemberView; index: number; onPick(member: string): void }) {
  const { room, strings, lessons, titleOf } = useTrainerUi();
  const status = statusOf(member, room.now());
  const work = current(member);
  const verdict = work && work.verdict !== 'none' && work.state !== 'closed' ? work.verdict : null;
  return (
    <tr data-status={status} aria-rowindex={index}>
      <th scope="row">
        <button type="button" onClick={() => onPick(member.id)}>
          {member.name}
        </button>
      </th>
      <td>{titleOf(member.lesson)}</td>
      <td data-verdict={verdict}>
        {work && [strings.states[work.state], verdict && strings.verdicts[verdict]].filter(Boolean).join(', ')}
      </td>
      <td>{work && <Dots work={work} />}</td>
      <td>{lessons.filter((lesson) => hasSolved(member, lesson)).length}</td>
      <td>
        <span class="trainer-status">{strings.status[status]}</span>
      </td>
      <td>{strings.minutes(Math.floor((room.now() - member.activeAt) / 60_000))}</td>
    </tr>
  );
}

function Dots({ work }: { work: NonNullable<ReturnType<typeof current>> }) {
  const { strings } = useTrainerUi();
  return (
    <span class="trainer-dots" role="img" aria-label={strings.criteria(metCount(work), work.criteria.length)}>
      {work.criteria.map(({ id, result }) => (
        <span key={id} title={id} data-result={result} />
      ))}
    </span>
  );
}

function useSorted({ by, down }: { by: Column; down: boolean }): MemberView[] {
  const { room, lessons } = useTrainerUi();
  room.clock.value;
  const now = room.now();
  const place = new Map(lessons.map(({ id }, i) => [id, i]));
  const compare = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;
  const values: Record<Column, (member: MemberView) => number | string> = {
    name: ({ name }) => name,
    lesson: ({ lesson }) => place.get(lesson ?? '') ?? -1,
    sandbox: (member) => current(member)?.verdict ?? '',
    criteria: (member) => (current(member) ? metCount(current(member)!) : -1),
    solved: (member) => lessons.filter((lesson) => hasSolved(member, lesson)).length,
    status: (member) => statuses.indexOf(statusOf(member, now)),
    since: ({ activeAt }) => -activeAt,
  };
  const rows = [...room.members.value.values()].map((member) => ({ member, value: values[by](member) }));
  rows.sort(
    (a, b) =>
      (typeof a.value === 'number' && typeof b.value === 'number'
        ? a.value - b.value
        : compare(String(a.value), String(b.value))) || compare(a.member.name, b.member.name),
  );
  if (down) rows.reverse();
  return rows.map(({ member }) => member);
}
