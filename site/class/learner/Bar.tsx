import { useSignal } from '@preact/signals';
import type { BarStrings } from '../../strings/class-bar.ts';
import { linkToLesson } from '../../page-address.ts';
import { sitePage } from '../../workbench/place/site-page.ts';
import { minutesAndSeconds, useSecondsLeft } from '../countdown.ts';
import type { Member } from './member.ts';

interface Props {
  member: Member;
  strings: BarStrings;
  onClose(): void;
}

/** A learner's side of a class: a strip at the foot of the page. */
export function Bar({ member, strings, onClose }: Props) {
  const open = useSignal(false);
  const news = member.news.value;
  const left = useSecondsLeft(news?.timer ?? null, () => member.now());
  const gone = member.gone.value;
  if (gone)
    return (
      <section class="class-bar" aria-label={strings.label}>
        <div class="class-strip">
          <p role="status">{strings.gone[gone]}</p>
          {gone === 'removed' && <a href={sitePage('class')}>{strings.joinAgain}</a>}
          <button type="button" onClick={onClose}>
            {strings.close}
          </button>
        </div>
      </section>
    );
  const connected = member.connection.connected.value;
  const offer = member.offer.value;
  const unread = member.unread.value;
  const latest = member.kept.value.messages.at(-1);
  return (
    <section class="class-bar" aria-label={strings.label} data-connected={connected}>
      {open.value && (
        <div class="class-panel">
          <Messages member={member} strings={strings} />
          <p>
            <a href={sitePage('what-your-trainer-sees')}>{strings.sees}</a>
          </p>
        </div>
      )}
      <div class="class-strip">
        <p class="class-who">
          <span class="class-dot" aria-hidden="true" />
          <strong>{news?.name}</strong>
          <span role="status" class={connected ? 'sr-only' : ''}>
            {connected ? strings.connected : strings.waiting}
          </span>
        </p>
        {left !== null && (
          <p class="class-timer">
            {left > 0 ? (
              <span role="timer" aria-label={strings.timer}>
                {minutesAndSeconds(left)}
              </span>
            ) : (
              <span role="status">{strings.timeIsUp}</span>
            )}
          </p>
        )}
        <div role="status" class="class-offer">
          {offer && (
            <>
              <span>{strings.offer(titleOf(offer.lesson))}</span>
              <a href={sitePage(`lessons/${offer.lesson}`)} onClick={() => member.answerOffer()}>
                {strings.go}
              </a>
              <button type="button" onClick={() => member.answerOffer()}>
                {strings.notNow}
              </button>
            </>
          )}
          {!open.value && unread > 0 && latest && (
            <span class="class-latest">
              {latest.from}: {latest.text}
            </span>
          )}
          {news?.exported && <span>{strings.exported}</span>}
        </div>
        <button
          type="button"
          aria-expanded={open.value}
          data-unread={unread || undefined}
          onClick={() => {
            open.value = !open.value;
            member.markRead();
          }}
        >
          {strings.messages(open.value ? 0 : unread)}
        </button>
        <Help member={member} strings={strings} />
      </div>
    </section>
  );
}

function Messages({ member, strings }: Omit<Props, 'onClose'>) {
  const { messages } = member.kept.value;
  if (!messages.length) return <p>{strings.noMessages}</p>;
  const time = new Intl.DateTimeFormat(document.documentElement.lang, { timeStyle: 'short' });
  return (
    <ol class="class-messages" aria-label={strings.messages(0)} tabIndex={0}>
      {messages.map(({ at, from, text, own }, i) => (
        <li key={`${at} ${i}`}>
          <span class="class-from">
            {from}
            {own && ` (${strings.toYou})`}, {time.format(at)}
          </span>
          <span>{text}</span>
        </li>
      ))}
    </ol>
  );
}

function Help({ member, strings }: Omit<Props, 'onClose'>) {
  const help = member.news.value?.help;
  if (!help)
    return (
      <div class="class-help">
        <button type="button" onClick={() => member.ask(false)}>
          {strings.ask}
        </button>
        {member.hasCode.value && (
          <button type="button" onClick={() => member.ask(true)}>
            {strings.askWithCode}
          </button>
        )}
      </div>
    );
  return (
    <div class="class-help">
      <span role="status">{help.takenBy ? strings.helpTaken(help.takenBy) : strings.helpWaiting(help.ahead)}</span>
      <button type="button" onClick={() => member.lower()}>
        {strings.lower}
      </button>
    </div>
  );
}

/** As the page's own navigation calls it. */
const titleOf = (lesson: string): string =>
  linkToLesson(':is(.sidebar-pane, .lesson-list)', lesson)?.firstElementChild?.textContent ?? lesson;
