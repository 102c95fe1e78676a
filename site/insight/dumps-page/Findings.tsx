import { signed } from '../../strings/dumps.ts';
import { shortName } from '../dumps/gcdump/csharp-name.ts';
import { lessonOf } from '../dumps/recognise.ts';
import { useDumpUi } from './context.ts';
import type { NamedFinding } from './protocol.ts';
import { WayView } from './WayView.tsx';

/** The leaks that the dumps look like, each with its evidence and its lesson. */
export function Findings() {
  const { model, text } = useDumpUi();
  const findings = model.findings.value;
  if (!findings) return null;
  return (
    <section aria-labelledby="dump-findings">
      <h2 id="dump-findings">{text.findings.title}</h2>
      {findings.length === 0 && <p>{text.findings.none}</p>}
      {findings.map((finding, index) => (
        <FindingView key={index} finding={finding} />
      ))}
      {model.dumps.value.length === 1 && <p class="note">{text.findings.alone}</p>}
    </section>
  );
}

function FindingView({ finding: { kind, name, of, count, more, bytes, way } }: { finding: NamedFinding }) {
  const { text, format, lessons } = useDumpUi();
  const { title, text: sentence } = text.findings.kinds[kind];
  const lesson = lessons[lessonOf[kind]];
  return (
    <article class="finding" data-finding={kind}>
      <h3>{title}</h3>
      <p>
        {sentence({
          name: shortName(name),
          of: of && shortName(of),
          count: format.number(count),
          more: more === null ? null : signed(more, format),
          bytes: format.bytes(bytes),
        })}
      </p>
      <p class="way-title">{text.findings.held}</p>
      <WayView steps={way} />
      {lesson && (
        <p>
          {text.findings.lesson}
          <a href={lesson.href}>{lesson.title}</a>
        </p>
      )}
    </article>
  );
}
