import { effect } from '@preact/signals';
import { render } from 'preact';
import { lessonAt } from '../../page-address.ts';
import { barStrings } from '../../strings/class-bar.ts';
import styles from './bar.css?inline';
import { Bar } from './Bar.tsx';
import { loadKept } from './kept.ts';
import { Member } from './member.ts';
import { onAnswer, showTallies } from './questions.ts';

/** Has the page take part in the class that its reader has joined. */
export function start(): void {
  const kept = loadKept();
  if (!kept) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  document.adoptedStyleSheets.push(sheet);
  const strings = barStrings(document.documentElement.lang);
  const member = new Member(kept, lessonAt(location.pathname));
  onAnswer((question, choice) => member.answer(question, choice));
  effect(() => {
    if (member.lesson) showTallies(member.lesson, member.news.value?.polls ?? {}, strings.share);
  });
  const host = document.createElement('div');
  document.body.append(host);
  const onClose = () => {
    render(null, host);
    host.remove();
  };
  render(<Bar member={member} strings={strings} onClose={onClose} />, host);
  // One of its own tabs has left.
  addEventListener('storage', () => {
    if (member.gone.value || loadKept()?.token === kept.token) return;
    member.leave();
    onClose();
  });
}
