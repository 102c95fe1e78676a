import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page, Request } from '@playwright/test';
import { SandboxPage } from '../support/sandbox-page.ts';
import { servedSite } from '../support/served-site.ts';
import { root } from '../support/templates.ts';
import { settled } from './first-sum.ts';
import { median, row } from './report.ts';
import { fromRun } from './start.ts';

const rounds = 3;
const given = readFileSync(join(root, 'sandbox-templates/exercises/method-caching/csharp/start/Program.cs'), 'utf8');

/** Sums through a handler that answers by itself, and over the bridge to the sandbox's server: one after another, and 32 at once. */
const program = `using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using Grpc.Net.Client;
using MagicOnion.Client;

var address = $"http://127.0.0.1:{Environment.GetEnvironmentVariable("PORT")}";
var alone = Client(GrpcChannel.ForAddress(address, new() { HttpHandler = new Answering() }));
var bridged = Client(GrpcChannel.ForAddress(address));

await Rate(bridged, 1, 3);
Console.WriteLine($"without: {await Rate(alone, 1, 3)}");
Console.WriteLine($"single: {await Rate(bridged, 1, 5)}");
Console.WriteLine($"many: {await Rate(bridged, 32, 5)}");

static IMyFirstService Client(GrpcChannel channel) => MagicOnionClient.Create<IMyFirstService>(channel);

static async Task<int> Rate(IMyFirstService client, int atOnce, int seconds)
{
    var (calls, clock) = (0, Stopwatch.StartNew());
    async Task Call()
    {
        while (clock.Elapsed.TotalSeconds < seconds)
        {
            if (await client.SumAsync(123, 456) != 579) throw new("wrong");
            calls++;
        }
    }
    await Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => Call()));
    return (int)(calls / clock.Elapsed.TotalSeconds);
}

class Answering : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await request.Content!.CopyToAsync(Stream.Null, cancellationToken);
        var content = new ByteArrayContent([0, 0, 0, 0, 3, 0xcd, 2, 0x43]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        var response = new HttpResponseMessage(HttpStatusCode.OK) { Version = HttpVersion.Version20, RequestMessage = request, Content = content };
        response.TrailingHeaders.Add("grpc-status", "0");
        return response;
    }
}
`;

/**
 * C# in the tab: how soon the program that is given has its first sum and what is fetched for it, how soon one that was edited, and unary calls a
 * second, with and without the bridge to the server. Then the same on this machine's .NET, where it runs programs.
 */
export async function bench(): Promise<void> {
  await using site = await servedSite(4391);
  const browser = site.page.context().browser()!;
  const open = async () => {
    // Nothing is kept from the round before.
    const page = await (await browser.newContext()).newPage();
    return SandboxPage.open(page, 'method-caching', '?runtime=tab', site.base);
  };
  const first: number[] = [];
  const fetched: number[] = [];
  /** Octets of what a page fetches from here until they are asked for, as they come over the line. */
  const fetchedBy = (page: Page) => {
    const sizes: Promise<{ responseBodySize: number }>[] = [];
    const look = (request: Request) => void sizes.push(request.sizes());
    page.on('requestfinished', look);
    return async () => {
      page.off('requestfinished', look);
      return (await Promise.all(sizes)).reduce((sum, { responseBodySize }) => sum + responseBodySize, 0);
    };
  };
  for (let round = 0; round < rounds; round++) {
    const sandbox = await open();
    const octets = fetchedBy(sandbox.page);
    first.push(await fromSwitch(sandbox));
    fetched.push(await octets());
    await sandbox.page.context().close();
  }
  row('C#: from the switch to the first sum, the first time', median(first), 'ms');
  row('C#: fetched for it', median(fetched) / 1e6, 'MB');

  const sandbox = await open();
  const octets = fetchedBy(sandbox.page);
  await fromSwitch(sandbox);
  const again: number[] = [];
  const atOnce: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await settled(sandbox.page);
    again.push(await fromRun(sandbox));
    atOnce.push(await fromRun(sandbox));
  }
  row('C#: from Run to the first sum, later', median(again), 'ms');
  row('C#: the same, Run pressed at once after Stop', median(atOnce), 'ms');

  const edited: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    await sandbox.write(`// ${round}\n${given}`);
    edited.push(await fromRun(sandbox));
  }
  row('C#: fetched with what was edited', (await octets()) / 1e6, 'MB');
  // The first loads and warms the compiler.
  row('C#: the same, edited, the first time', edited[0]!, 'ms');
  row('C#: the same, edited, later', median(edited.slice(1)), 'ms');

  const typed = await whileTyping(sandbox);
  row('C#: typing, the longest task of the page', typed.task, 'ms');
  row('C#: typing, the slowest key, to the next frame', typed.key, 'ms');

  const { without, single, many } = await ratesOf(sandbox);
  row('C#: calls a second, without the bridge', without);
  row('C#: calls a second, one after another', single);
  row('C#: calls a second, 32 at once', many);
  await sandbox.page.context().close();

  const page = await (await browser.newContext()).newPage();
  const local = await SandboxPage.open(page, 'method-caching', '', site.base);
  const switched = await fromSwitch(local);
  if ((await local.root.getAttribute('data-runtime')) !== 'local') return;
  row('C# on this machine: from the switch to the first sum', switched, 'ms');
  const there: number[] = [];
  for (let round = 0; round < rounds; round++) there.push(await fromRun(local));
  row('C# on this machine: from Run to the first sum, later', median(there), 'ms');
  const rates = await ratesOf(local);
  row('C# on this machine: calls a second, one after another', rates.single);
  row('C# on this machine: calls a second, 32 at once', rates.many);
}

/** Calls a second that the program above makes. */
async function ratesOf(sandbox: SandboxPage): Promise<Record<'without' | 'single' | 'many', number>> {
  await sandbox.write(program);
  const log = sandbox.root.getByRole('region', { name: 'Client log' }).locator('.lab-lines');
  const rates: Record<'without' | 'single' | 'many', number[]> = { without: [], single: [], many: [] };
  for (let round = 0; round < rounds; round++) {
    await sandbox.press('Run');
    const { reason, text } = await sandbox.trouble();
    if (reason !== 'exited') throw new Error(text);
    await sandbox.state('idle');
    const said = await log.innerText();
    for (const [name, found] of Object.entries(rates)) found.push(Number(new RegExp(`${name}: (\\d+)`).exec(said)![1]));
  }
  return { without: median(rates.without), single: median(rates.single), many: median(rates.many) };
}

/** What is typed at a program's end: names that are completed, calls with signatures, faults until a line is whole. */
const lines = `
var counted = new Dictionary<string, int>();
foreach (var word in "one two three two".Split(' ')) counted[word] = counted.GetValueOrDefault(word) + 1;
Console.WriteLine(string.Join(", ", counted.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key}: {pair.Value}")));
`;

/** Types as a quick typist does, while C# is checked and completed: the page's longest task and slowest key, in milliseconds; 0 for what is below 50 and 16. */
async function whileTyping(sandbox: SandboxPage): Promise<{ task: number; key: number }> {
  await sandbox.write(given);
  await sandbox.page.keyboard.press('ControlOrMeta+End');
  // What is asked first is slow, and is over when a fault has been shown.
  await sandbox.page.keyboard.type('\nint wrong = "";');
  await sandbox.root.locator('.cm-lintRange-error').first().waitFor({ timeout: 60_000 });
  const seen = await sandbox.page.evaluateHandle(() => {
    const longest = { task: 0, key: 0 };
    const watch = (options: PerformanceObserverInit & { durationThreshold?: number }, name: keyof typeof longest) =>
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) longest[name] = Math.max(longest[name], duration);
      }).observe(options);
    watch({ type: 'longtask' }, 'task');
    watch({ type: 'event', durationThreshold: 16 }, 'key');
    return longest;
  });
  await sandbox.page.keyboard.type(lines, { delay: 60 });
  await sandbox.page.waitForTimeout(1000); // for the observers, and what is checked last
  return seen.jsonValue();
}

/** Milliseconds from the press of the switch to the first sum, Run pressed as soon as it can be, by the page's own clock. */
async function fromSwitch(sandbox: SandboxPage): Promise<number> {
  const pressed = await sandbox.root.evaluate((root: HTMLElement) => {
    const csharp = [...root.querySelectorAll('button')].find((button) => button.textContent === 'C#')!;
    const at = performance.now();
    csharp.click();
    const isThere = () => root.dataset.language === 'csharp' && root.dataset.state === 'idle';
    return new Promise<number>((resolve) => {
      const look = () => (isThere() ? resolve(performance.now() - at) : requestAnimationFrame(look));
      look();
    });
  });
  return pressed + (await fromRun(sandbox));
}

if (import.meta.main) await bench();
