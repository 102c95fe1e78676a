import { SandboxPage } from '../support/sandbox-page.ts';
import { servedSite } from '../support/served-site.ts';
import { median, row } from './report.ts';

const rounds = 3;

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

/** C# in the tab: unary calls a second, what .NET and the gRPC client take of it, and how soon the program that is given has its first sum. */
export async function bench(): Promise<void> {
  await using site = await servedSite(4391);
  const sandbox = await SandboxPage.open(site.page, 'method-caching', '?runtime=tab', site.base);
  await sandbox.root.getByRole('button', { name: 'C#', exact: true }).click();
  await sandbox.state('idle');
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
  row('C#: calls a second, without the bridge', median(rates.without));
  row('C#: calls a second, one after another', median(rates.single));
  row('C#: calls a second, 32 at once', median(rates.many));
}

if (import.meta.main) await bench();
