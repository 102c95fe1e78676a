import { useEffect, useId, useState } from 'preact/hooks';
import { useDumpUi } from './context.ts';
import type { NamedKept } from './protocol.ts';
import { TypeName } from './TypeName.tsx';

/** What alone keeps most, and what that keeps in its turn. */
export function KeptTree() {
  const { model, text } = useDumpUi();
  const id = useId();
  const later = model.later;
  if (!later || !model.retained.value) return null;
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{text.kept.title}</h2>
      <p class="note">{text.kept.note}</p>
      <div class="kept">
        <Level key={later.key} path={[]} all={later.bytes} />
      </div>
    </section>
  );
}

/** What the objects at the end of a path of types keep. */
function Level({ path, all }: { path: readonly number[]; all: number }) {
  const { model, text, format } = useDumpUi();
  const [found, setFound] = useState<{ kept: readonly NamedKept[]; others: number } | null>(null);
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  useEffect(() => {
    let isWanted = true;
    void model.kept(path).then((kept) => isWanted && setFound(kept));
    return () => {
      isWanted = false;
    };
  }, []);
  if (!found) return <p>{text.table.reckoning}</p>;
  const toggle = (type: number) =>
    setOpen(open.has(type) ? new Set([...open].filter((other) => other !== type)) : new Set([...open, type]));
  return (
    <ul>
      {found.kept.map(({ type, name, count, retained, keeps }) => {
        const words = (
          <>
            <span class="kept-share" style={{ inlineSize: `${Math.min(100, (100 * retained) / all)}%` }} />
            <span>{count > 1 ? `${format.number(count)} × ` : ''}</span>
            <TypeName name={name} />
            <span class="kept-bytes">{format.bytes(retained)}</span>
          </>
        );
        return (
          <li key={type}>
            {keeps ? (
              <button type="button" aria-expanded={open.has(type)} onClick={() => toggle(type)}>
                {words}
              </button>
            ) : (
              <span class="kept-leaf">{words}</span>
            )}
            {open.has(type) && <Level path={[...path, type]} all={all} />}
          </li>
        );
      })}
      {found.others > 0 && <li class="note">{text.kept.others(format.bytes(found.others))}</li>}
    </ul>
  );
}
