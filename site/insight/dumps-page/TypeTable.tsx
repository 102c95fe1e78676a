import { useEffect, useId, useMemo, useState } from 'preact/hooks';
import { signed } from '../../strings/dumps.ts';
import type { TypeRow } from '../dumps/compare.ts';
import { toCsv } from '../dumps/csv.ts';
import { useDumpUi } from './context.ts';
import { saveFile } from '../../save-file.ts';
import { chosenRows, valueOf, type Column, type Order } from './type-list.ts';
import { TypeName } from './TypeName.tsx';
import { TypeWays } from './TypeWays.tsx';

const atATime = 100;

interface Props {
  /** Whether the framework's own types are hidden at first. */
  readonly hidesFramework?: boolean;
  /** What to search for; another object to search anew. */
  readonly lookAt?: { readonly words: string } | null;
}

/** The types of the later dump, or of both compared: to search, to sort, to save, each with what holds its objects. */
export function TypeTable({ hidesFramework = false, lookAt = null }: Props) {
  const { model, text, format } = useDumpUi();
  const rows = model.rows.value;
  const retained = model.retained.value;
  const hasTwo = model.dumps.value.length === 2;
  const [order, setOrder] = useState<Order | null>(null);
  const [search, setSearch] = useState('');
  useEffect(() => {
    if (lookAt) setSearch(lookAt.words);
  }, [lookAt]);
  const [hide, setHide] = useState(hidesFramework);
  const id = useId();
  const [most, setMost] = useState(atATime);
  const [open, setOpen] = useState<string | null>(null);
  const sorted = order ?? { by: hasTwo ? 'bytesMore' : 'bytes', descending: true };
  const chosen = useMemo(
    () => chosenRows(rows, sorted, search, hide, retained),
    [rows, sorted.by, sorted.descending, search, hide, retained],
  );
  if (!rows.length) return null;
  const hasChanged = rows.some(({ changed }) => changed);
  const columns: Column[] = [
    'type',
    'count',
    ...(hasTwo ? (['countMore'] as const) : []),
    ...(hasChanged ? (['fresh', 'gone', 'kept'] as const) : []),
    'bytes',
    ...(hasTwo ? (['bytesMore'] as const) : []),
    'retained',
  ];
  const shown = chosen.slice(0, most);
  const save = () => {
    const name = model.later!.file.replace(/\.[^.]*$/, '');
    saveFile(`${name}.csv`, toCsv(chosen, retained, text.csv), 'text/csv');
  };
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{text.table.title}</h2>
      <div class="tools">
        <input
          type="search"
          aria-label={text.table.search}
          placeholder={text.table.search}
          value={search}
          onInput={({ currentTarget }) => {
            setSearch(currentTarget.value);
            setMost(atATime);
          }}
        />
        <label>
          <input type="checkbox" checked={hide} onChange={({ currentTarget }) => setHide(currentTarget.checked)} />
          {text.table.hideFramework}
        </label>
        <button type="button" onClick={save}>
          {text.table.csv}
        </button>
      </div>
      <p class="note" role="status">
        {chosen.length
          ? text.table.showing(format.number(shown.length), format.number(chosen.length))
          : text.table.none}
      </p>
      <div class="dump-table" tabIndex={0} role="group" aria-label={text.table.title}>
        <table>
          <caption class="sr-only">{text.table.caption}</caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <Head key={column} column={column} order={sorted} onOrder={setOrder} />
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => {
              const key = `${row.name} ${row.module}`;
              return (
                <Row
                  key={key}
                  row={row}
                  columns={columns}
                  isOpen={open === key}
                  onToggle={() => setOpen(open === key ? null : key)}
                />
              );
            })}
          </tbody>
        </table>
      </div>
      {chosen.length > most && (
        <button type="button" onClick={() => setMost(most + 5 * atATime)}>
          {text.table.more}
        </button>
      )}
      {hasTwo && !hasChanged && model.later!.format === 'heapsnapshot' && (
        <p class="note">{text.table.otherProcesses}</p>
      )}
      <p class="note">{text.table.retainedNote}</p>
      <p class="note">{text.sums[model.later!.format]}</p>
    </section>
  );
}

interface HeadProps {
  column: Column;
  order: Order;
  onOrder(order: Order): void;
}

function Head({ column, order, onOrder }: HeadProps) {
  const { text } = useDumpUi();
  const isBy = order.by === column;
  const descending = isBy ? !order.descending : column !== 'type';
  return (
    <th scope="col" aria-sort={isBy ? (order.descending ? 'descending' : 'ascending') : undefined}>
      <button type="button" onClick={() => onOrder({ by: column, descending })}>
        {text.table.columns[column]}
        <span aria-hidden="true">{isBy ? (order.descending ? ' ↓' : ' ↑') : ''}</span>
      </button>
    </th>
  );
}

interface RowProps {
  row: TypeRow;
  columns: readonly Column[];
  isOpen: boolean;
  onToggle(): void;
}

function Row({ row, columns, isOpen, onToggle }: RowProps) {
  const { model, text, format } = useDumpUi();
  const retained = model.retained.value;
  const cell = (column: Column) => {
    if (column === 'type') return null;
    if (column === 'retained' && !retained) return text.table.reckoning;
    const value = valueOf(row, column, retained);
    return column === 'countMore' || column === 'bytesMore' ? signed(value, format) : format.number(value);
  };
  return (
    <>
      <tr class={isOpen ? 'open' : undefined}>
        <th scope="row">
          <button type="button" aria-expanded={isOpen} onClick={onToggle}>
            <TypeName name={row.name} />
          </button>
        </th>
        {columns.slice(1).map((column) => (
          <td key={column}>{cell(column)}</td>
        ))}
      </tr>
      {isOpen && (
        <tr class="ways">
          <td colSpan={columns.length}>
            <TypeWays row={row} />
          </td>
        </tr>
      )}
    </>
  );
}
