import { expect, type Locator, type Page } from '@playwright/test';
import { lessonOf } from './templates.ts';

export type Verdict = 'none' | 'leaking' | 'steady' | 'not-enough-data';
type State = 'closed' | 'idle' | 'booting' | 'running' | 'stopping' | 'failed';

/** A lesson's sandbox, driven as a person would: by its buttons, and read by the attributes it promises to scripts. */
export class SandboxPage {
  readonly page: Page;
  readonly root: Locator;

  private constructor(page: Page, exercise: string) {
    this.page = page;
    this.root = page.locator(`[data-sandbox="${exercise}"]`);
  }

  /** The exercise's sandbox on a page that is already there. */
  static of(page: Page, exercise: string): SandboxPage {
    return new SandboxPage(page, exercise);
  }

  /** Goes to the exercise's lesson and opens the sandbox. */
  static async open(page: Page, exercise: string, query = '', base = ''): Promise<SandboxPage> {
    await page.goto(`${base}/lessons/${lessonOf(exercise)}/${query}`);
    const sandbox = new SandboxPage(page, exercise);
    await sandbox.press('Open sandbox');
    await sandbox.state('idle');
    return sandbox;
  }

  async press(name: string): Promise<void> {
    await this.root.getByRole('button', { name, exact: true }).click();
  }

  async state(state: State): Promise<void> {
    await expect(this.root).toHaveAttribute('data-state', state, { timeout: 30_000 });
  }

  async verdict(verdict: Verdict): Promise<void> {
    await expect(this.root).toHaveAttribute('data-verdict', verdict, { timeout: 30_000 });
  }

  async solved(solved: boolean): Promise<void> {
    await expect(this.root).toHaveAttribute('data-solved', String(solved), { timeout: 40_000 });
  }

  /** The way through a leaking lesson: it leaks, Check says so, the solution is steady and passes. */
  async leaksAndIsCured(): Promise<void> {
    await this.press('Run');
    await this.verdict('leaking');
    await this.press('Check');
    await this.state('idle');
    await this.solved(false);
    expect(await this.criteria()).toMatchObject({ 'sums-right': 'passed', 'floor-steady': 'failed' });

    await this.press('Solution');
    await this.press('Apply solution');
    await this.press('Run');
    await this.verdict('steady');
    await this.press('Check');
    await this.solved(true);
    await this.state('idle');
  }

  get editor(): Locator {
    return this.root.locator('.cm-content');
  }

  /** Replaces the text of the file whose tab is open. */
  async write(text: string): Promise<void> {
    await this.editor.click();
    await this.page.keyboard.press('ControlOrMeta+a');
    await this.page.keyboard.insertText(text);
  }

  /** What Check found: criterion by result. */
  async criteria(): Promise<Record<string, string>> {
    return Object.fromEntries(
      await this.root.locator('[data-criterion]').evaluateAll((items) => items.map((item) => [(item as HTMLElement).dataset.criterion, (item as HTMLElement).dataset.result])),
    ) as Record<string, string>;
  }

  /** Waits for the notice of a run that ended badly, and gives its cause. */
  async trouble(): Promise<{ reason: string; text: string }> {
    const note = this.root.locator('[data-reason]');
    await note.waitFor({ timeout: 40_000 });
    return { reason: (await note.getAttribute('data-reason'))!, text: await note.innerText() };
  }

  /** The rows of the table captioned "Heap samples", by its column headings. */
  async samples(): Promise<Record<string, string>[]> {
    return this.root.getByRole('table', { name: 'Heap samples' }).evaluate((table: HTMLTableElement) => {
      const headings = [...table.tHead!.rows[0]!.cells].map((cell) => cell.textContent!.trim());
      return [...table.tBodies[0]!.rows].map((row) => Object.fromEntries([...row.cells].map((cell, i) => [headings[i], cell.textContent!.trim()])));
    });
  }

  /** The number in one of the run's figures: `calls`, `rate` … */
  async stat(id: string): Promise<number> {
    const text = await this.root.locator(`[data-stat="${id}"] dd`).innerText();
    return Number(text.replace(/[^\d.]/g, ''));
  }
}
