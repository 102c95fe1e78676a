/** An answer in C# that must not pass: the solution's `Program.cs` with a text of it replaced by another. */
export interface WrongAnswer {
  /** The criterion that turns it away. */
  readonly fails: string;
  /** Words of what that says. */
  readonly says?: string;
  readonly why: string;
  readonly replaced: string;
  readonly by: string;
}

const create = 'MagicOnionClient.Create<IMyFirstService>(channel)';
const readByTenant = 'answered.Add(1, new KeyValuePair<string, object?>("tenant", tenant));';

/** Two for each exercise that can be done in C#. */
export const wrongAnswers: Readonly<Record<string, readonly WrongAnswer[]>> = {
  'first-sum': [
    {
      fails: 'floor-steady',
      why: 'The questions differ, and so do the clients that ask them.',
      replaced: 'await client.SumAsync',
      by: `await ${create}.SumAsync`,
    },
    {
      fails: 'requests-differ',
      why: 'The arguments change places: that makes two questions.',
      replaced: '(calls % 1000, 456)',
      by: 'calls % 2 == 0 ? (123, 456) : (456, 123)',
    },
  ],
  'channel-reuse': [
    {
      fails: 'channel-reused',
      why: 'Nothing is left behind, but every call pays for a channel of its own.',
      replaced: 'var sum = await client.',
      by: 'using var own = GrpcChannel.ForAddress(address);\n    var sum = await MagicOnionClient.Create<IMyFirstService>(own).',
    },
    {
      fails: 'enough-calls',
      why: 'A program that ends before its heap has settled shows nothing.',
      replaced: 'for (var calls = 1; ; calls++)',
      by: 'for (var calls = 1; calls < 100; calls++)',
    },
  ],
  'one-connection': [
    {
      fails: 'channel-reused',
      why: 'The calls overlap, and each has a connection of its own to do so.',
      replaced: 'for (; ; )',
      by: 'using var own = GrpcChannel.ForAddress($"http://127.0.0.1:{port}");\n    var client = MagicOnionClient.Create<IMyFirstService>(own);\n    for (; ; )',
    },
    {
      fails: 'calls-overlap',
      why: 'Ten at a time are not many.',
      replaced: 'workers = 64',
      by: 'workers = 10',
    },
  ],
  'method-caching': [
    {
      fails: 'floor-steady',
      why: 'What is derived shares the methods of the client it is derived from, and that is new each time.',
      replaced: 'await client.',
      by: `await ${create}.WithOptions(default).`,
    },
    {
      fails: 'floor-steady',
      why: 'A client for 20 calls leaves its method as any other: the slope is flatter, and a slope.',
      replaced: 'var sum = await',
      by: `if (calls % 20 == 0) client = ${create};\n    var sum = await`,
    },
  ],
  'the-leak': [
    {
      fails: 'floor-steady',
      why: 'A client that calls one method leaves one entry, and there are three times as many clients.',
      replaced: '() => client.',
      by: '() => MagicOnionClient.Create<IArithmetic>(channel).',
    },
    {
      fails: 'methods-called',
      why: 'One of the three methods is gone.',
      replaced: 'await Ask($"{x} × 456", () => client.ProductAsync(x, 456));',
      by: '',
    },
  ],
  'with-options': [
    {
      fails: 'deadlines-differ',
      why: 'A deadline that is renewed every second is shared by the calls of that second.',
      replaced: 'DateTime.UtcNow.AddSeconds(2)',
      by: 'new DateTime(DateTime.UtcNow.Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, DateTimeKind.Utc).AddSeconds(2)',
    },
    {
      fails: 'tenants-differ',
      why: 'WithOptions replaces all options, and throws away the headers set before it.',
      replaced: '.WithDeadline(DateTime.UtcNow.AddSeconds(2))',
      by: '.WithOptions(new CallOptions(deadline: DateTime.UtcNow.AddSeconds(2)))',
    },
  ],
  'options-per-request': [
    {
      fails: 'deadlines-differ',
      why: 'Nothing expires, and the first question that goes astray holds the program for a minute.',
      replaced: '\n        .WithDeadline(DateTime.UtcNow + patience)',
      by: '',
    },
    {
      fails: 'tenants-differ',
      why: 'WithOptions sets the deadline, and throws the tenant away.',
      replaced: '.WithDeadline(DateTime.UtcNow + patience)',
      by: '.WithOptions(new CallOptions(deadline: DateTime.UtcNow + patience))',
    },
  ],
  filters: [
    {
      fails: 'traces-own',
      why: "A client that is derived with a deadline shares its base's headers.",
      replaced: 'baseClient.WithHeaders(new Metadata())',
      by: 'baseClient.WithDeadline(DateTime.UtcNow.AddSeconds(2))',
    },
    {
      fails: 'traces-own',
      why: 'So does one that is derived with a token.',
      replaced: 'baseClient.WithHeaders(new Metadata())',
      by: 'baseClient.WithCancellationToken(default)',
    },
  ],
  'cures-that-are-not': [
    {
      fails: 'channel-reused',
      why: 'A channel for a hundred calls is renewed all the same, and begins cold each time.',
      replaced: 'var sum = await',
      by: `if (calls % 100 == 0)\n    {\n        channel.Dispose();\n        channel = GrpcChannel.ForAddress(address);\n        client = ${create};\n    }\n    var sum = await`,
    },
    {
      fails: 'floor-steady',
      why: "The channel is shared again, and remembers each client's method again.",
      replaced: 'await client.',
      by: `await ${create}.`,
    },
  ],
  lifetimes: [
    {
      fails: 'floor-steady',
      why: 'One create for each request in place of two: the slope is half, and a slope.',
      replaced: 'AddKeyedSingleton',
      by: 'AddKeyedScoped',
    },
    {
      fails: 'parts-asked',
      why: 'Half of each request is gone.',
      replaced: 'await Tax(scope.ServiceProvider, x)',
      by: 'x + 19',
    },
  ],
  'in-production': [
    {
      fails: 'floor-steady',
      why: 'The tenant stays a label; the request is one still, and never comes again.',
      replaced: readByTenant,
      by: 'answered.Add(1, new("tenant", tenant), new("request", $"r{calls}"));',
    },
    {
      fails: 'calls-counted',
      why: 'One call in ten is counted.',
      replaced: readByTenant,
      by: `if (calls % 10 == 0) ${readByTenant}`,
    },
  ],
  capstone: [
    {
      fails: 'calls-given-up',
      why: 'The loop heeds the signal, and the request under way does not.',
      replaced: 'ClientFor(tenant, shutdown.Token)',
      by: 'ClientFor(tenant, default)',
    },
    {
      fails: 'floor-steady',
      says: 'linked sources',
      why: 'A signal that lives as long as the program still refers to each request.',
      replaced: 'ClientFor(tenant, shutdown.Token)',
      by: 'ClientFor(tenant, CancellationTokenSource.CreateLinkedTokenSource(shutdown.Token).Token)',
    },
  ],
};
