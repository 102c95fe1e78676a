interface Props {
  readonly caption: string;
  readonly columns: readonly string[];
  /** Rows from old to new, each with its number first; shown the other way around. */
  readonly first: readonly string[][];
  readonly latest?: readonly string[][];
  /** Stands between the two where rows are left out; null where none is. */
  readonly between?: string | null;
}

/** The first of many, and the latest, these on top. */
export function SampleTable({ caption, columns, first, latest = [], between = null }: Props) {
  const row = ([number, ...cells]: string[]) => (
    <tr key={number}>
      <th scope="row">{number}</th>
      {cells.map((cell, index) => (
        <td key={columns[index + 1]}>{cell}</td>
      ))}
    </tr>
  );
  return (
    <table class="lab-table">
      <caption class="lab-visually-hidden">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {latest.toReversed().map(row)}
        {between !== null && (
          <tr>
            <td colSpan={columns.length}>{between}</td>
          </tr>
        )}
        {first.toReversed().map(row)}
      </tbody>
    </table>
  );
}
