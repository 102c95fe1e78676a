import { render } from 'preact';
import { joinStrings } from '../../strings/class-join.ts';
import { trainerStrings } from '../../strings/class-trainer.ts';
import { Enter } from './Enter.tsx';
import { Room } from './room.ts';
import { TrainerPage } from './TrainerPage.tsx';
import { TrainerUiProvider } from './ui.ts';

/** The trainer's key comes in the address behind `#`, which no server and no other site is told. It is kept for this tab. */
const keptKey = 'leak-lab:trainer-key';

class ClassTrainer extends HTMLElement {
  connectedCallback(): void {
    const { lang } = document.documentElement;
    const [strings, join] = [trainerStrings(lang), joinStrings(lang)];
    const key = takeKey();
    if (!key) {
      this.textContent = strings.needsKey;
      return;
    }
    // The hub answers nothing to a page that shows what is none, as where a part of the link was left behind.
    if (!/^[\w-]{8,64}$/.test(key)) {
      this.textContent = strings.wrongKey;
      return;
    }
    const lessons = JSON.parse(this.dataset.lessons!);
    const titles = new Map<string, string>(lessons.map(({ id, title }: { id: string; title: string }) => [id, title]));
    const titleOf = (lesson: string | null) => (lesson === null ? '' : (titles.get(lesson) ?? lesson));
    const enter = (name: string) => {
      const room = new Room(key, name);
      render(
        <TrainerUiProvider value={{ room, strings, lessons, titleOf }}>
          <TrainerPage />
        </TrainerUiProvider>,
        this,
      );
    };
    render(<Enter strings={strings} noName={join.refused.malformed} onEnter={enter} />, this);
  }
}

function takeKey(): string | null {
  const given = location.hash.slice(1);
  try {
    if (given) {
      sessionStorage.setItem(keptKey, given);
      // Off the screen, which may be a projector's.
      history.replaceState(null, '', location.pathname);
    }
    return given || sessionStorage.getItem(keptKey);
  } catch {
    return given || null; // storage is blocked: the key stays in the address
  }
}

customElements.define('class-trainer', ClassTrainer);
