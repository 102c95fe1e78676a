import { expect, type Locator, type Page } from '@playwright/test';
import { strings as english } from '../../site/strings/en.ts';
import type { Strings } from '../../site/strings/strings.ts';
import { strings as chinese } from '../../site/strings/zh-cn.ts';
import { goTo } from './key.ts';
import { onSlowLine } from './line.ts';
import { lessonOf } from './templates.ts';

/** The site's languages: the path that a language's pages begin with, and what the interface says in it. */
const languages = {
  en: { path: '', strings: english },
  'zh-cn': { path: '/zh-cn', strings: chinese },
} satisfies Record<string, { path: string; strings: Strings }>;
export type Language = keyof typeof languages;

/** The buttons that tests press, by their names in a language. */
const buttonsOf = ({ actions, closed }: Strings): Record<string, string> => ({ ...actions, open: closed.open });

export type Verdict = 'none' | 'leaking' | 'steady' | 'not-enough-data';
type State = 'closed' | 'idle' | 'booting' | 'running' | 'stopping' | 'failed';

/** What comes within seconds is waited for so long: machines that tests run on may be slow, and busy with other tests. */
export const patience = 60_000; // ms
/** A Check is gone on with so many times, of 40 s each. */
const mostChecks = 5;
/** How often, in milliseconds, it is looked for what a program comes to: until then that takes a core or two, and Playwright would look once a second. */
const intervals = [100];

/** A lesson's sandbox, driven as a person would: by its buttons, and read by the attributes it promises to scripts. */
export class SandboxPage {
  readonly page: Page;
  readonly root: Locator;
  readonly strings: Strings;

  private constructor(page: Page, exercise: string, language: Language = 'en') {
    this.page = page;
    this.strings = languages[language].strings;
    this.root = page.locator(`[data-sandbox="${exercise}"]`);
  }

  /** The exercise's sandbox on a page that is already there. */
  static of(page: Page, exercise: string, language: Language = 'en'): SandboxPage {
    return new SandboxPage(page, exercise, language);
  }

  /** Goes to the exercise's lesson and opens the sandbox. */
  static async open(
    page: Page,
    exercise: string,
    query = '',
    base = '',
    language: Language = 'en',
  ): Promise<SandboxPage> {
    await goTo(page, `${base}${languages[language].path}/lessons/${lessonOf(exercise)}/${query}`);
    const sandbox = new SandboxPage(page, exercise, language);
    await sandbox.press('Open sandbox');
    await sandbox.state('idle');
    return sandbox;
  }

  /** Presses a button. Tests call it by its English name, whatever the page's language. */
  async press(name: string): Promise<void> {
    const button = Object.entries(buttonsOf(english)).find(([, text]) => text === name)?.[0];
    if (button === undefined) throw new Error(`No button is called "${name}".`);
    await this.root.getByRole('button', { name: buttonsOf(this.strings)[button]!, exact: true }).click();
  }

  async state(state: State): Promise<void> {
    await expect.poll(() => this.root.getAttribute('data-state'), { intervals, timeout: patience }).toBe(state);
  }

  /** `timeout` in milliseconds. */
  async verdict(verdict: Verdict, timeout = patience): Promise<void> {
    await expect.poll(() => this.root.getAttribute('data-verdict'), { intervals, timeout }).toBe(verdict);
  }

  /** Waits until more calls than these have come in; `timeout` in milliseconds. */
  async called(before = 0, timeout = patience): Promise<void> {
    await expect.poll(() => this.stat('calls'), { intervals, timeout }).toBeGreaterThan(before);
  }

  async solved(solved: boolean): Promise<void> {
    await expect
      .poll(() => this.root.getAttribute('data-solved'), { intervals, timeout: patience })
      .toBe(String(solved));
  }

  /** The way through a leaking lesson: it leaks, Check says so, the solution is steady and passes. */
  async leaksAndIsCured(): Promise<void> {
    await this.press('Run');
    await this.verdict('leaking');
    expect(await this.checkThrough()).toBe('not-solved');
    await this.state('idle');
    await this.solved(false);
    expect(await this.criteria()).toMatchObject({ 'sums-right': 'passed', 'floor-steady': 'failed' });

    await this.press('Solution');
    await this.press('Apply solution');
    const mayStayOpen = await this.mayStayOpen();
    await this.press('Run');
    if (mayStayOpen) await this.called();
    else await this.verdict('steady');
    expect(await this.checkThrough()).toBe('solved');
    await this.solved(true);
    await this.state('idle');
    expect(await this.root.getAttribute('data-verdict')).not.toBe('leaking');
  }

  /**
   * Whether what Check passes may have no verdict yet: by a tab's bytes, as its last run shows them, Check knows that a call leaves less than any exercise's leak
   * does before the verdict knows what else moves the floor.
   */
  async mayStayOpen(): Promise<boolean> {
    if ((await this.root.getAttribute('data-runtime')) !== 'tab') return false;
    return this.strings.table.used in (await this.samples()).at(-1)!;
  }

  get editor(): Locator {
    return this.root.locator('.cm-content');
  }

  /** Replaces the text of the file whose tab is open, by pasting: what types a text puts it into the page line by line, and takes long. */
  async write(text: string): Promise<void> {
    await onSlowLine(this.editor);
    await this.editor.click();
    await this.page.keyboard.press('ControlOrMeta+a');
    await this.editor.evaluate((editor, text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', text);
      // Firefox takes what is on the clipboard by names of its own.
      const pasted = { clipboardData, data: text, dataType: 'text/plain', bubbles: true, cancelable: true };
      editor.dispatchEvent(new ClipboardEvent('paste', pasted));
    }, text);
  }

  /** Presses Check, and waits until it has an answer: `none` where its patience was over before. It may measure for a moment only. */
  async check(): Promise<string> {
    // It listens before the button is pressed: of a run that is settled the answer is there at once.
    const listening = await this.root.evaluateHandle((root: HTMLElement) => ({
      answered: new Promise<string>((resolve) => {
        let measured = false;
        const observer = new MutationObserver((records) => {
          const now = root.dataset.check!;
          measured ||= now === 'measuring' || records.some(({ oldValue }) => oldValue === 'measuring');
          if (!measured || now === 'measuring') return;
          observer.disconnect();
          resolve(now);
        });
        observer.observe(root, { attributes: true, attributeFilter: ['data-check'], attributeOldValue: true });
      }),
    }));
    await this.press('Check');
    return listening.evaluate(({ answered }) => answered);
  }

  /** Checks, and goes on measuring as long as its patience is over before it has an answer, as may be on a machine that is busy. */
  async checkThrough(): Promise<string> {
    for (let times = 1; ; times++) {
      const answer = await this.check();
      if (answer !== 'none' || times === mostChecks) return answer;
    }
  }

  /** Stops what still runs: a program may have ended by itself. */
  async rest(): Promise<void> {
    if ((await this.root.getAttribute('data-state')) !== 'idle') await this.press('Stop');
    await this.state('idle');
  }

  /** What Check found: criterion by result. */
  async criteria(): Promise<Record<string, string>> {
    return Object.fromEntries(
      await this.root
        .locator('[data-criterion]')
        .evaluateAll((items) =>
          items.map((item) => [(item as HTMLElement).dataset.criterion, (item as HTMLElement).dataset.result]),
        ),
    ) as Record<string, string>;
  }

  /** Writes a program, runs it, and gives what its end is told as. */
  async endOf(program: string): Promise<{ reason: string; text: string }> {
    await this.write(program);
    await this.press('Run');
    const trouble = await this.trouble();
    await this.state('idle');
    return trouble;
  }

  /** Waits for the notice of a run that ended badly, and gives its cause. */
  async trouble(): Promise<{ reason: string; text: string }> {
    const note = this.root.locator('[data-reason]');
    await note.waitFor({ timeout: patience });
    return { reason: (await note.getAttribute('data-reason'))!, text: await note.innerText() };
  }

  /** What the verdict says of the run, in the page's word. */
  async verdictWord(): Promise<string> {
    return this.root
      .getByRole('region', { name: this.strings.verdict.label, exact: true })
      .locator('.lab-word')
      .innerText();
  }

  /** The rows of the table captioned "Heap samples", by its column headings. */
  async samples(): Promise<Record<string, string>[]> {
    return this.root.getByRole('table', { name: this.strings.table.caption }).evaluate((table: HTMLTableElement) => {
      const headings = [...table.tHead!.rows[0]!.cells].map((cell) => cell.textContent!.trim());
      return [...table.tBodies[0]!.rows].map((row) =>
        Object.fromEntries([...row.cells].map((cell, i) => [headings[i], cell.textContent!.trim()])),
      );
    });
  }

  /** The number in one of the run's figures: `calls`, `rate` … */
  async stat(id: string): Promise<number> {
    const text = await this.root.locator(`[data-stat="${id}"] dd`).innerText();
    return Number(text.replace(/[^\d.]/g, ''));
  }
}
