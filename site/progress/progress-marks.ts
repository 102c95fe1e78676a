import { lessonAt, linkToLesson } from '../page-address.ts';
import { loadProgress, noteLast, noteStep, type Step } from './progress.ts';

/**
 * On every page: marks the links to lessons with what the reader has done of them, and notes a lesson as opened, and as read once its end
 * has been in view. The words come from the element's `data-` attributes, in the page's language.
 */
class ProgressMarks extends HTMLElement {
  connectedCallback(): void {
    const here = lessonAt(location.pathname);
    if (here) {
      noteLast(here);
      const end = new IntersectionObserver(([seen]) => {
        if (!seen!.isIntersecting) return;
        noteStep('read', here);
        end.disconnect();
        this.#mark();
      });
      end.observe(this);
    }
    this.#mark();
    // Another tab solves, or a sandbox of this page does: both tell by the same event.
    addEventListener('storage', () => this.#mark());
  }

  #mark(): void {
    const progress = loadProgress();
    const furthest = (id: string) => (['solved', 'ran', 'read'] as Step[]).find((step) => progress[step][id]);
    for (const link of document.querySelectorAll<HTMLAnchorElement>(':is(.sidebar-pane, .lesson-list) a')) {
      const id = lessonAt(link.pathname);
      const step = id && furthest(id);
      if (!step || link.dataset.progress === step) continue;
      link.dataset.progress = step;
      link.querySelector('.progress-mark')?.remove();
      const mark = document.createElement('span');
      mark.className = 'progress-mark';
      mark.title = this.dataset[step]!;
      mark.innerHTML = `<span class="sr-only">, ${this.dataset[step]}</span>`;
      link.append(mark);
    }
    const again = document.querySelector<HTMLAnchorElement>('[data-continue]');
    const last = progress.last && linkToLesson('.lesson-list', progress.last);
    if (again && last) {
      again.href = last.href;
      again.hidden = false;
      again.querySelector('span')!.textContent = last.firstChild!.textContent;
    }
  }
}

customElements.define('progress-marks', ProgressMarks);
