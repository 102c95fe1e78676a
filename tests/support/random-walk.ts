import { expect, type Page } from '@playwright/test';
import type { Language as Code } from '../../site/sandbox/language.ts';
import type { FileTree } from '../../site/sandbox/runtime.ts';
import { historyKeyOf } from '../../site/workbench/model/history.ts';
import { keyOf } from '../../site/workbench/model/saved-work-key.ts';
import { letIn } from './key.ts';
import { OlderPage } from './older-page.ts';
import { SandboxPage, type Language } from './sandbox-page.ts';
import { seeded } from './seeded.ts';

const exercise = 'method-caching';
const runtimes = ['tab', 'local'] as const;
/** By what the learner's program is written in: the exercise's name in the storage, its main file, and a program that goes on until it is stopped. */
const sides = {
  typescript: {
    exercise,
    main: 'client.ts',
    ending: 'ts',
    program: (text: string) => `// ${text}.\nconsole.log('${text}' as string);\nsetInterval(() => {}, 1000);\n`,
  },
  csharp: {
    exercise: `${exercise}.csharp`,
    main: 'Program.cs',
    ending: 'cs',
    program: (text: string) => `// ${text}.\nConsole.WriteLine("${text}");\nawait Task.Delay(-1);\n`,
  },
} satisfies Record<Code, object>;
/** More than any browser lets a site store. */
const vast = 20_000_000; // characters

const goOver = 'go to the other tab';
const switches = ['reload', 'switch the language', 'switch the runtime', 'switch what the program is in'] as const;
/** The steps that change no file, and leave what was typed in the other tabs alone. */
const changeNothing: ReadonlySet<string> = new Set([goOver, ...switches]);
const inOlder = ['edit in an older tab', 'run in an older tab', 'reset in an older tab'] as const;
/** After these, what was typed over can still be undone in the editor of its tab. */
const leaveTyped: ReadonlySet<string> = new Set(['edit', 'add', 'rename', 'have the storage full', goOver]);

/** A page with the sandbox open. */
interface Tab {
  page: Page;
  sandbox: SandboxPage;
  language: Language;
  runtime: (typeof runtimes)[number];
  /** What the sandbox's program is written in. */
  code: Code;
  /** What was typed last, which nothing has been done with yet: the next that is typed over it may have its place. */
  typed: string | null;
}

/**
 * A learner who does this and that, in two tabs, by the buttons of the page, and in a third of an older version of the site; the same for the same seed. Whatever
 * they typed and then ran, replaced, left by a reload or lost to another tab must be in the files or in the history from then on.
 */
export class Walk {
  /** What was done, in words. */
  readonly steps: string[] = [];
  readonly #random: () => number;
  readonly #pages: readonly [Page, Page, Page];
  #older!: OlderPage;
  /** What was typed last in the older tab, as `typed` of the others. */
  #typedInOlder: string | null = null;
  #tabs: Tab[] = [];
  #at = 0;
  #count = 0;
  /** Texts that must be found. */
  readonly #kept = new Set<string>();

  /** The third page is the older one's. */
  constructor(seed: number, pages: readonly [Page, Page, Page]) {
    this.#random = seeded(seed);
    this.#pages = pages;
  }

  async begin(): Promise<void> {
    await letIn(this.#pages[0]);
    for (const page of this.#pages.slice(0, 2)) {
      const sandbox = SandboxPage.of(page, exercise);
      const tab: Tab = { page, sandbox, language: 'en', runtime: 'tab', code: 'typescript', typed: null };
      this.#tabs.push(tab);
      await open(tab);
    }
    this.#older = await OlderPage.open(this.#pages[2], exercise);
    await this.#tab.page.bringToFront();
  }

  /** Does something, and looks for all that must be found. */
  async step(): Promise<void> {
    const tab = this.#tab;
    const added = Object.keys((await this.#stored()).edits).filter((path) => path.startsWith('lib/'));
    const versions = (await this.#stored()).versions.length;
    const ways: Record<string, () => Promise<void>> = {
      edit: () => this.#edit(),
      run: () => this.#run(),
      apply: async () => {
        await tab.sandbox.press('Solution');
        await tab.sandbox.press('Apply solution');
      },
      reset: () => tab.sandbox.press('Reset'),
      add: () => this.#add(),
      [switches[0]]: () => open(tab),
      [switches[1]]: async () => {
        tab.language = tab.language === 'en' ? 'zh-cn' : 'en';
        await open(tab);
      },
      [switches[2]]: async () => {
        tab.runtime = tab.runtime === 'tab' ? 'local' : 'tab';
        await open(tab);
      },
      [goOver]: async () => {
        this.#at = 1 - this.#at;
        await this.#tab.page.bringToFront();
      },
      'have the storage full': () => this.#fullStorage(),
      [inOlder[0]]: async () => {
        this.#typedInOlder = this.#text();
        this.steps.push(`   ${this.#typedInOlder}`);
        this.#keepTypedBeside(null, 'typescript');
        await this.#older.edit(sides.typescript.main, sides.typescript.program(this.#typedInOlder));
      },
      [inOlder[1]]: () => this.#older.run(),
      [inOlder[2]]: async () => {
        // It may not have heard of anything to reset.
        if (await this.#older.reset()) this.#keepTypedBeside(null, 'typescript');
      },
      // Where the site was built without C# there is no such switch.
      ...((await this.#codeSwitch(other(tab.code)).count()) > 0 && {
        [switches[3]]: () => this.#switchCode(),
      }),
      ...(versions > 0 && { restore: () => this.#restore(Math.floor(this.#random() * versions)) }),
      ...(added.length > 0 && {
        rename: () => this.#rename(this.#pick(added)),
        delete: () => this.#delete(this.#pick(added)),
      }),
    };
    // What is typed most often is there to be lost by the others.
    const way = this.#random() < 0.3 ? 'edit' : this.#pick(Object.keys(ways));
    this.steps.push(`${this.steps.length + 1}. tab ${this.#at + 1}: ${way}`);
    const older = (inOlder as readonly string[]).includes(way);
    if (!older && !leaveTyped.has(way)) this.#keepTyped(tab);
    // What is done here comes to the other tabs, over what was typed there.
    if (!older && !changeNothing.has(way)) this.#keepTypedBeside(tab, tab.code);
    if (older ? way !== inOlder[0] : !changeNothing.has(way) && tab.code === 'typescript') this.#keepTypedInOlder();
    if (older || way === goOver) await this.#written();
    await ways[way]!();
    await this.#allThere();
  }

  /** Brings so many of the texts back, by the history's dialog. */
  async bringsBack(count: number): Promise<void> {
    this.#keepTyped(this.#tab);
    this.#keepTypedInOlder();
    await open(this.#tab);
    for (let i = 0; i < count && this.#kept.size > 0; i++) {
      const text = this.#pick([...this.#kept]);
      this.steps.push(`bring back: ${text}`);
      if (!all(await this.#stored()).some((tree) => pathOf(tree, text))) await this.#switchCode();
      const { edits, versions } = await this.#stored();
      const path = pathOf(edits, text);
      if (!path) await this.#restore(versions.findLastIndex((version) => pathOf(version.edits, text)));
      const now = path ?? pathOf((await this.#stored()).edits, text)!;
      await this.#openFile(now);
      await expect(this.#tab.sandbox.editor).toContainText(text);
    }
  }

  get #tab(): Tab {
    return this.#tabs[this.#at]!;
  }

  #pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.#random() * from.length)]!;
  }

  #keepTyped(tab: Tab): void {
    if (tab.typed) this.#kept.add(tab.typed);
    tab.typed = null;
  }

  /** What was typed in the other tabs' editors of that side. */
  #keepTypedBeside(tab: Tab | null, code: Code): void {
    for (const each of this.#tabs) if (each !== tab && each.code === code) this.#keepTyped(each);
  }

  #keepTypedInOlder(): void {
    if (this.#typedInOlder) this.#kept.add(this.#typedInOlder);
    this.#typedInOlder = null;
  }

  /** A text that is there once. */
  #text(): string {
    return `text ${++this.#count} of the walk`;
  }

  async #edit(): Promise<void> {
    const tab = this.#tab;
    const text = this.#text();
    this.steps.push(`   ${text}`);
    const { main, program } = sides[tab.code];
    await this.#openFile(main);
    await tab.sandbox.write(program(text));
    tab.typed = text;
  }

  async #run(): Promise<void> {
    const { sandbox } = this.#tab;
    await sandbox.press('Run');
    await sandbox.state('running');
    await sandbox.press('Stop');
    await sandbox.state('idle');
  }

  async #add(): Promise<void> {
    const { sandbox, page, code } = this.#tab;
    const { main, ending } = sides[code];
    const text = this.#text();
    const path = `lib/${this.#count}.${ending}`;
    this.steps.push(`   ${path}: ${text}`);
    const files = await this.#files();
    await files.getByRole('button', { name: sandbox.strings.files.add }).click();
    await page.keyboard.type(path);
    await page.keyboard.press('Enter');
    await expect(sandbox.root.getByRole('tab', { name: path })).toHaveAttribute('aria-selected', 'true');
    await sandbox.write(`// ${text}.\n`);
    this.#kept.add(text);
    await this.#openFile(main);
  }

  async #rename(path: string): Promise<void> {
    const { sandbox, code } = this.#tab;
    const to = `lib/renamed-${++this.#count}.${sides[code].ending}`;
    this.steps.push(`   ${path} to ${to}`);
    await this.#openFile(path);
    const files = await this.#files();
    await files.getByRole('button', { name: sandbox.strings.files.rename }).click();
    const name = files.getByRole('textbox', { name: sandbox.strings.files.renameTo(path) });
    await name.fill(to);
    await name.press('Enter');
    await expect(files.getByRole('treeitem', { name: to })).toHaveCount(1);
  }

  async #delete(path: string): Promise<void> {
    this.steps.push(`   ${path}`);
    await this.#openFile(path);
    const files = await this.#files();
    await files.getByRole('button', { name: this.#tab.sandbox.strings.files.remove, exact: true }).click();
    await expect(files.getByRole('treeitem', { name: path, exact: true })).toHaveCount(0);
  }

  #codeSwitch(code: Code) {
    const { sandbox } = this.#tab;
    const choices = sandbox.root.getByRole('group', { name: sandbox.strings.language, exact: true });
    return choices.getByRole('button', { name: code === 'csharp' ? 'C#' : 'TypeScript', exact: true });
  }

  async #switchCode(): Promise<void> {
    const tab = this.#tab;
    tab.code = other(tab.code);
    this.steps.push(`   ${tab.code}`);
    await this.#codeSwitch(tab.code).click();
    await expect(tab.sandbox.root).toHaveAttribute('data-language', tab.code);
    await tab.sandbox.state('idle');
  }

  /** The version of that place in the history, counted from the oldest. */
  async #restore(version: number): Promise<void> {
    const { sandbox, page } = this.#tab;
    this.steps.push(`   version ${version + 1}`);
    const { history } = sandbox.strings;
    await sandbox.root.getByRole('button', { name: history.open, exact: true }).click();
    const dialog = page.getByRole('dialog', { name: history.title });
    const choices = dialog.getByRole('radio');
    await choices.nth((await choices.count()) - 1 - version).check();
    const restore = dialog.getByRole('button', { name: history.restore });
    // It is what the files are already.
    if (await restore.isDisabled()) await page.keyboard.press('Escape');
    else await restore.click();
    await expect(dialog).toHaveCount(0);
  }

  /** The browser refuses to store what is typed and then replaced, and takes it again later. */
  async #fullStorage(): Promise<void> {
    const { page, sandbox } = this.#tab;
    await page.evaluate((vast) => {
      for (let size = vast, text = ''; size >= 1; )
        try {
          localStorage.setItem('filler', text + 'x'.repeat(size));
          text += 'x'.repeat(size);
        } catch {
          size = Math.floor(size / 2);
        }
    }, vast);
    await this.#edit();
    const refused = sandbox.root.getByText(sandbox.strings.notices.notKept);
    // What is shorter than what it replaces may have its place.
    await expect
      .poll(
        async () => (await refused.isVisible()) || pathOf((await this.#stored()).edits, this.#tab.typed!) !== undefined,
      )
      .toBe(true);
    await sandbox.press('Reset');
    this.#keepTyped(this.#tab);
    await page.evaluate(() => localStorage.removeItem('filler'));
    // Each tab hears by itself that there is room again.
    for (const each of this.#pages) await expect.poll(() => each.evaluate(hasRoom)).toBe(true);
    await this.#edit();
    await this.#run();
    this.#keepTyped(this.#tab);
    await expect(refused).toHaveCount(0);
  }

  async #files() {
    const { sandbox } = this.#tab;
    const { files } = sandbox.strings;
    const region = sandbox.root.getByRole('region', { name: files.label });
    const toggle = sandbox.root.getByRole('button', { name: files.toggle, exact: true });
    if ((await toggle.getAttribute('aria-expanded')) !== 'true') await toggle.click();
    await region.waitFor();
    return region;
  }

  async #openFile(path: string): Promise<void> {
    const files = await this.#files();
    await files.locator(`[data-row="${path}"]`).click();
  }

  /** What is typed is written down after a pause. Nobody is at another tab sooner, and it hears of nothing else. */
  async #written(): Promise<void> {
    for (const { typed, code } of this.#tabs)
      if (typed) await expect.poll(async () => pathOf((await this.#stored(code)).edits, typed)).toBeDefined();
  }

  async #allThere(): Promise<void> {
    await expect
      .poll(async () => {
        const trees = [...all(await this.#stored('typescript')), ...all(await this.#stored('csharp'))];
        return [...this.#kept].filter((text) => !trees.some((tree) => pathOf(tree, text)));
      })
      .toEqual([]);
  }

  /** What the browser keeps of the exercise's one side. */
  async #stored(code: Code = this.#tab.code): Promise<Stored> {
    const { exercise } = sides[code];
    const [work, history] = await this.#tab.page.evaluate(
      (keys) => keys.map((key) => JSON.parse(localStorage.getItem(key) ?? '{}')),
      [keyOf(exercise), historyKeyOf(exercise)],
    );
    return { edits: work.edits ?? {}, versions: history.versions ?? [] };
  }
}

/** Runs in the page. */
function hasRoom(): boolean {
  try {
    localStorage.setItem('room', 'x'.repeat(1_000_000));
    return true;
  } catch {
    return false;
  } finally {
    localStorage.removeItem('room');
  }
}

interface Stored {
  edits: FileTree;
  versions: readonly { edits: FileTree }[];
}

const all = ({ edits, versions }: Stored): readonly FileTree[] => [edits, ...versions.map(({ edits }) => edits)];

const other = (code: Code): Code => (code === 'csharp' ? 'typescript' : 'csharp');

/** Opens the lesson, anew where it is open, and its sandbox. */
async function open(tab: Tab): Promise<void> {
  tab.sandbox = await SandboxPage.open(tab.page, exercise, `?runtime=${tab.runtime}`, '', tab.language);
  await expect(tab.sandbox.root).toHaveAttribute('data-runtime', tab.runtime);
  // It opens in what was picked last, in whichever tab.
  tab.code = (await tab.sandbox.root.getAttribute('data-language')) as Code;
}

/** The file that has the text. */
const pathOf = (tree: FileTree, text: string): string | undefined =>
  Object.keys(tree).find((path) => tree[path]!.includes(`${text}.`));
