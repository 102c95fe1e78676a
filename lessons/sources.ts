/**
 * What the lessons rest on: every source that a page cites, at a fixed version, so that the lines it names stay where they are.
 * A page cites by the name here: `<Source id="method-cache" />`.
 */

/** The versions that the lessons were checked up to. What differs in a later one is for the next reading. */
export const checked = {
  MagicOnion: '7.10.2',
  'grpc-dotnet': '2.85.0',
  'grpc-js': '1.14.7',
  '.NET': '10',
} as const;

/** Where code is read: a repository at a tag or commit. */
export const projects = {
  MagicOnion: { repository: 'Cysharp/MagicOnion', at: checked.MagicOnion, folder: '' },
  /** The newest commit that was read, of July 2026; what matters of it was then measured with the packages of 2.85.0. */
  'grpc-dotnet': { repository: 'grpc/grpc-dotnet', at: '91c8faf22c6571643a4a90026816bfc01e8f4946', folder: '' },
  'grpc-js': {
    repository: 'grpc/grpc-node',
    at: `@grpc/grpc-js@${checked['grpc-js']}`,
    folder: 'packages/grpc-js/',
  },
  'prom-client': { repository: 'siimon/prom-client', at: 'v15.1.3', folder: '' },
  OpenTelemetry: { repository: 'open-telemetry/opentelemetry-dotnet', at: 'core-1.18.0', folder: '' },
  'OpenTelemetry contrib': {
    repository: 'open-telemetry/opentelemetry-dotnet-contrib',
    at: 'Instrumentation.Runtime-1.18.0',
    folder: 'src/OpenTelemetry.Instrumentation.Runtime/',
  },
  gRPC: { repository: 'grpc/grpc', at: 'v1.66.0', folder: '' },
  MessagePack: { repository: 'msgpack/msgpack', at: 'b006b32db4a85e9985eb92700750c1019b1ac7a2', folder: '' },
  'dotnet-gcdump': { repository: 'dotnet/diagnostics', at: '2d40df5683777399cd6260766de44a420446210d', folder: '' },
} as const;

/** Lines of a file, and a piece of what stands there. */
export interface Code {
  kind: 'code';
  project: keyof typeof projects;
  file: string;
  /** Another tag than the project's, for what was so before. */
  at?: string;
  /** First and last. A file that is cited as a whole has none. */
  lines?: readonly [number, number];
  /** Stands within those lines: a name to look for, where they have moved. */
  says: string;
}

/** An issue or a pull request. */
export interface Issue {
  kind: 'issue';
  /** As pages call it. */
  project: string;
  repository: string;
  number: number;
  title: string;
}

/** A page of documentation, or a standard. */
export interface Document {
  kind: 'document';
  publisher: { en: string; zh: string };
  title: string;
  url: string;
}

/** What was tried on the real thing: told on the page Sources. */
export interface Measured {
  kind: 'measured';
}

export type Source = Code | Issue | Document | Measured;

const code = (
  project: Code['project'],
  file: string,
  says: string,
  first?: number,
  last: number | undefined = first,
): Code => ({
  kind: 'code',
  project,
  file,
  says,
  ...(first === undefined || last === undefined ? {} : { lines: [first, last] as const }),
});

const issue =
  (project: string, repository: string) =>
  (number: number, title: string): Issue => ({
    kind: 'issue',
    project,
    repository,
    number,
    title,
  });
const magicOnion = issue('MagicOnion', 'Cysharp/MagicOnion');
const grpcDotnet = issue('grpc-dotnet', 'grpc/grpc-dotnet');
const grpcNode = issue('grpc-node', 'grpc/grpc-node');

const document =
  (en: string, zh: string) =>
  (title: string, url: string): Document => ({
    kind: 'document',
    publisher: { en, zh },
    title,
    url,
  });
const microsoft = document('Microsoft', '微软');
const grpcIo = document('gRPC', 'gRPC');
const rfc = document('RFC 9113', 'RFC 9113');
const node = document('Node', 'Node');
const prometheus = document('Prometheus', 'Prometheus');

export const sources = {
  // MagicOnion
  'service-name': code('MagicOnion', 'src/MagicOnion.Internal/ServiceNameHelper.cs', 'ServiceNameAttribute', 7, 23),
  arguments: code('MagicOnion', 'src/MagicOnion.Internal/MagicOnionMarshallers.cs', 'CreateRequestType', 27, 50),
  'argument-array': code('MagicOnion', 'src/MagicOnion.Abstractions/DynamicArgumentTuple.cs', '[Key(1)]', 11, 27),
  marshallers: code('MagicOnion', 'src/MagicOnion.Internal/GrpcMethodHelper.cs', 'new Method<TRawRequest', 42, 130),
  'method-invoker': code(
    'MagicOnion',
    'src/MagicOnion.Client/Internal/MagicOnionMethodInvoker.cs',
    'messageSerializerProvider.Create(',
    10,
    51,
  ),
  'methods-in-4': {
    ...code('MagicOnion', 'src/MagicOnion.Client/DynamicClientBuilder.cs', 'FieldAttributes.Static', 118, 147),
    at: '4.5.2',
  },
  'methods-in-5': {
    ...code(
      'MagicOnion',
      'src/MagicOnion.Client/Internal/MagicOnionMethodInvoker.cs',
      'GrpcMethodHelper.CreateMethod',
      49,
      54,
    ),
    at: '5.0.0',
  },
  'core-in-5': {
    ...code(
      'MagicOnion',
      'src/MagicOnion.Client/DynamicClient/DynamicClientBuilder.cs',
      'new ClientCore(serializerProvider)',
      107,
      122,
    ),
    at: '5.0.0',
  },
  create: code('MagicOnion', 'src/MagicOnion.Client/MagicOnionClient.cs', 'channel.CreateCallInvoker()', 10, 61),
  'dynamic-client': code(
    'MagicOnion',
    'src/MagicOnion.Client/DynamicClient/DynamicClientBuilder.cs',
    'new ClientCore(serializerProvider)',
    105,
    120,
  ),
  'dynamic-clone': code(
    'MagicOnion',
    'src/MagicOnion.Client/DynamicClient/DynamicClientBuilder.cs',
    'EmitClone',
    82,
    94,
  ),
  'generated-client': code(
    'MagicOnion',
    'src/MagicOnion.Client.SourceGenerator/CodeGen/StaticMagicOnionClientGenerator.cs',
    'new ClientCore(serializerProvider)',
    107,
    130,
  ),
  'client-base': code('MagicOnion', 'src/MagicOnion.Client/MagicOnionClientBase.cs', 'WithCancellationToken', 52, 67),
  'client-options': code('MagicOnion', 'src/MagicOnion.Client/MagicOnionClientBase.cs', 'WithFilters', 20, 25),
  'shared-metadata': code('MagicOnion', 'src/MagicOnion.Client/MagicOnionClientBase.cs', 'new Metadata()', 32, 41),
  'five-withs': code('MagicOnion', 'src/MagicOnion.Abstractions/IService.cs', 'WithHost', 11, 18),
  'request-context': code('MagicOnion', 'src/MagicOnion.Client/RequestContext.cs', 'CallOptions CallOptions', 17, 27),
  'filter-unary': code('MagicOnion', 'docs/docs/filter/client-filter.md', 'only supported for Unary', 5, 7),
  'filter-docs': code('MagicOnion', 'docs/docs/filter/client-filter.md', 'holded per MagicOnionClient', 54, 56),
  'filter-example': code('MagicOnion', 'docs/docs/filter/client-filter.md', 'header.Any(', 74, 89),
  'metadata-docs': code('MagicOnion', 'docs/docs/unary/metadata.md', '.WithHeaders(', 10, 18),
  'authentication-docs': code('MagicOnion', 'docs/docs/fundamentals/authentication.md', '.WithHeaders(', 114, 121),
  hub: code('MagicOnion', 'src/MagicOnion.Client/StreamingHubClientBase.cs', 'CreateConnectMethod', 159, 173),
  'hub-method': code('MagicOnion', 'src/MagicOnion.Client/StreamingHubClientBase.cs', '"Connect"', 274, 275),
  'hub-interface': code('MagicOnion', 'src/MagicOnion.Abstractions/IStreamingHub.cs', 'FireAndForget', 7, 12),
  'hub-disconnection': code('MagicOnion', 'docs/docs/streaminghub/disconnection.md', 'WaitForDisconnectAsync', 20, 42),
  unity: code('MagicOnion', 'docs/docs/integration/unity.md', 'DisposeHttpClient', 29, 58),
  'unity-channel': code(
    'MagicOnion',
    'src/MagicOnion.Client.Unity/Assets/Scripts/MagicOnion.Client.Unity/GrpcChannelx.cs',
    'channel.CreateCallInvoker()',
    109,
    117,
  ),
  'unity-editor': code(
    'MagicOnion',
    'src/MagicOnion.Client.Unity/Assets/Scripts/MagicOnion.Client.Unity/GrpcChannelx.cs',
    'var wrappedMethod = new Method',
    356,
    400,
  ),
  generator: code('MagicOnion', 'docs/docs/source-generator/client.md', 'Source Generator', 1, 7),
  'magiconion-754': magicOnion(754, 'Memory leak when reusing GrpcChannel on many clients'),
  'magiconion-985': magicOnion(985, 'MagicOnionClient.Create reuse'),
  'magiconion-565': magicOnion(565, 'Dependency Injection'),
  'magiconion-1029': magicOnion(1029, 'Configure/Override Service Naming'),

  // grpc-dotnet
  'channel-advice': code('grpc-dotnet', 'src/Grpc.Net.Client/GrpcChannel.cs', 'expensive operation', 35, 39),
  'method-cache': code('grpc-dotnet', 'src/Grpc.Net.Client/GrpcChannel.cs', 'GetCachedGrpcMethodInfo', 572, 601),
  'cache-field': code('grpc-dotnet', 'src/Grpc.Net.Client/GrpcChannel.cs', '_methodInfoCache', 53),
  'cache-lookup': code('grpc-dotnet', 'src/Grpc.Net.Client/Internal/ThreadSafeLookup.cs', 'EqualityComparer', 21, 103),
  'cache-at-the-call': code(
    'grpc-dotnet',
    'src/Grpc.Net.Client/Internal/HttpClientCallInvoker.cs',
    'GetCachedGrpcMethodInfo',
    157,
    182,
  ),
  'no-host': code('grpc-dotnet', 'src/Grpc.Net.Client/Internal/HttpClientCallInvoker.cs', 'string? host', 118, 136),
  'create-call-invoker': code(
    'grpc-dotnet',
    'src/Grpc.Net.Client/GrpcChannel.cs',
    'new HttpClientCallInvoker',
    661,
    668,
  ),
  'channel-handler': code('grpc-dotnet', 'src/Grpc.Net.Client/GrpcChannel.cs', 'BalancerHttpHandler', 532, 549),
  'channel-dispose': code('grpc-dotnet', 'src/Grpc.Net.Client/GrpcChannel.cs', 'activeCallsCopy', 788, 827),
  'deadline-utc': code('grpc-dotnet', 'src/Grpc.Net.Client/Internal/GrpcCall.cs', 'DateTimeKind.Utc', 86, 91),
  'deadline-past': code('grpc-dotnet', 'src/Grpc.Net.Client/Internal/GrpcCall.cs', 'deadline in the past', 794, 806),
  'call-cancelled': code('grpc-dotnet', 'src/Grpc.Net.Client/Internal/GrpcCall.cs', 'StatusCode.Cancelled', 693, 704),
  'default-handler': code(
    'grpc-dotnet',
    'src/Shared/HttpHandlerFactory.cs',
    'EnableMultipleHttp2Connections = true',
    28,
    39,
  ),
  'factory-transient': code(
    'grpc-dotnet',
    'src/Grpc.Net.ClientFactory/GrpcClientServiceExtensions.cs',
    'AddTransient<TClient>',
    308,
    314,
  ),
  'factory-creator': code(
    'grpc-dotnet',
    'src/Grpc.Net.ClientFactory/Internal/DefaultGrpcClientFactory.cs',
    'clientFactoryOptions.Creator(',
    53,
    92,
  ),
  'factory-channel': code(
    'grpc-dotnet',
    'src/Grpc.Net.ClientFactory/Internal/GrpcCallInvokerFactory.cs',
    '_activeChannels.GetOrAdd',
    66,
    69,
  ),
  'call-credentials': code(
    'grpc-dotnet',
    'src/Grpc.Net.Client/Internal/GrpcProtocolHelpers.cs',
    'new Metadata()',
    279,
    304,
  ),
  'credentials-need-tls': code(
    'grpc-dotnet',
    'src/Grpc.Net.Client/Internal/DefaultChannelCredentialsConfigurator.cs',
    "can't be composed with",
    36,
    45,
  ),
  'credentials-scheme': code(
    'grpc-dotnet',
    'src/Grpc.Net.Client/GrpcChannel.cs',
    "can't use a HttpClient with a",
    645,
    655,
  ),
  'credentials-insecure': code(
    'grpc-dotnet',
    'src/Grpc.Net.Client/Internal/GrpcCall.cs',
    'UnsafeUseInsecureChannelCallCredentials',
    924,
    949,
  ),
  'credentials-not-used': code(
    'grpc-dotnet',
    'src/Grpc.Net.Client/Internal/GrpcCallLog.cs',
    'CallCredentialsNotUsed',
    55,
    56,
  ),
  intercept: code(
    'grpc-dotnet',
    'src/Grpc.Core.Api/Interceptors/CallInvokerExtensions.cs',
    'context.Options.Headers ?? new Metadata()',
    109,
    115,
  ),
  'with-headers': code('grpc-dotnet', 'src/Grpc.Core.Api/CallOptions.cs', 'newOptions.headers = headers', 132, 142),
  'method-identity': code('grpc-dotnet', 'src/Grpc.Core.Api/Method.cs', 'class Method<TRequest, TResponse>', 76, 176),
  'grpc-dotnet-2667': grpcDotnet(2667, 'GrpcChannel - _methodInfoCache does not Work'),
  'grpc-dotnet-2597': grpcDotnet(2597, 'Avoid using ConcurrentDictionary for channels with few methods'),
  'grpc-dotnet-1902': grpcDotnet(1902, 'Lifetime of a grpc channel of a client injected through a grpc factory'),
  'grpc-dotnet-1730': grpcDotnet(1730, 'Using one grpc channel'),
  'grpc-dotnet-2419': grpcDotnet(2419, 'Memory Leak when using ContextPropagationInterceptor'),
  'static-methods': code('gRPC', 'src/compiler/csharp_generator.cc', 'static readonly grpc::Method'),

  // grpc-js
  'client-channel': code('grpc-js', 'src/client.ts', 'channelOverride', 147, 168),
  'channelz-record': code('grpc-js', 'src/internal-channel.ts', 'class ChannelzInfoTracker', 166, 184),
  'channelz-register': code('grpc-js', 'src/internal-channel.ts', 'registerChannelzChannel', 294, 298),
  'channelz-held': {
    ...code('grpc-js', 'src/internal-channel.ts', '() => this.getChannelzInfo()', 261, 265),
    at: '@grpc/grpc-js@1.12.5',
  },
  'channel-close': code('grpc-js', 'src/internal-channel.ts', 'unregisterChannelzRef', 839, 865),
  'idle-default': code('grpc-js', 'src/internal-channel.ts', 'DEFAULT_IDLE_TIMEOUT_MS', 76, 77),
  'idle-timer': code('grpc-js', 'src/internal-channel.ts', 'maybeStartIdleTimer', 640, 710),
  'idle-timer-unused': code('grpc-js', 'src/internal-channel.ts', 'maybeStartIdleTimer', 871, 879),
  'subchannel-pool': code('grpc-js', 'src/subchannel-pool.ts', 'REF_CHECK_INTERVAL', 28, 105),
  'subchannel-listeners': code('grpc-js', 'src/internal-channel.ts', 'addConnectivityStateListener', 109, 147),
  'subchannel-credentials': code('grpc-js', 'src/subchannel-pool.ts', 'channelCredentials._equals', 108, 141),
  'service-url-cache': code('grpc-js', 'src/internal-channel.ts', 'MAX_METHODS_PER_HOST', 243, 256),
  'service-url-full': code('grpc-js', 'src/internal-channel.ts', 'methodMap.size < InternalChannel.', 717, 737),
  'too-many-pings': code('grpc-js', 'src/subchannel.ts', 'this.keepaliveTime *= 2', 275, 291),
  'too-many-pings-data': code('grpc-js', 'src/transport.ts', 'opaqueData.equals(tooManyPingsData)', 207, 217),
  'max-connection-idle': code('grpc-js', 'src/server.ts', 'sessionInfo.activeStreams === 0', 1897, 1960),
  'js-host': code('grpc-js', 'src/internal-channel.ts', 'host ?? this.defaultAuthority', 800, 822),
  'js-authority': code('grpc-js', 'src/transport.ts', 'headers[HTTP2_HEADER_AUTHORITY] = host', 563, 573),
  'grpc-js-options': code('grpc-js', 'README.md', 'grpc.keepalive_time_ms', 48, 69),
  'grpc-node-2893': grpcNode(2893, 'Potential memory leak when re-initializing client'),
  'grpc-node-2896': grpcNode(2896, 'grpc-js: Allow garbage collection of IDLE channels'),
  'grpc-node-2402': grpcNode(2402, 'InternalChannel is being recreated over time - possible memory leak'),
  'grpc-node-2436': grpcNode(2436, 'Likely memory leak in internal-channel.ts'),
  'grpc-node-2448': grpcNode(2448, '@grpc/grpc-js has memory leak issue with latest version'),
  'grpc-node-2629': grpcNode(2629, '@grpc/grpc-js Memory leak with latest version'),
  'nest-14869': issue('NestJS', 'nestjs/nest')(
    14869,
    'fix(microservices): do not re-create client connection once get client by service name',
  ),
  'protobuf-ts-107': issue('protobuf-ts', 'timostamm/protobuf-ts')(107, 'Memory leak in @protobuf-ts/grpc-transport'),

  // Protocols
  'length-prefixed': code('gRPC', 'doc/PROTOCOL-HTTP2.md', 'Length-Prefixed-Message'),
  'keepalive-goaway': code('gRPC', 'doc/keepalive.md', 'ENHANCE_YOUR_CALM'),
  messagepack: code('MessagePack', 'spec.md', 'fixarray'),
  'http2-streams': rfc('5. Streams and Multiplexing', 'https://www.rfc-editor.org/rfc/rfc9113#section-5'),
  'http2-max-streams': rfc('6.5.2. Defined Settings', 'https://www.rfc-editor.org/rfc/rfc9113#section-6.5.2'),
  deadlines: grpcIo('Deadlines', 'https://grpc.io/docs/guides/deadlines/'),
  cancellation: grpcIo('Cancellation', 'https://grpc.io/docs/guides/cancellation/'),
  keepalive: grpcIo('Keepalive', 'https://grpc.io/docs/guides/keepalive/'),

  // .NET
  'grpc-performance': microsoft(
    'Performance best practices with gRPC',
    'https://learn.microsoft.com/aspnet/core/grpc/performance?view=aspnetcore-10.0',
  ),
  'grpc-client-factory': microsoft(
    'gRPC client factory integration in .NET',
    'https://learn.microsoft.com/aspnet/core/grpc/clientfactory?view=aspnetcore-10.0',
  ),
  'kestrel-limits': microsoft(
    'Http2Limits.MaxStreamsPerConnection Property',
    'https://learn.microsoft.com/dotnet/api/microsoft.aspnetcore.server.kestrel.core.http2limits.maxstreamsperconnection?view=aspnetcore-10.0',
  ),
  'kestrel-headers': microsoft(
    'KestrelServerLimits Class',
    'https://learn.microsoft.com/dotnet/api/microsoft.aspnetcore.server.kestrel.core.kestrelserverlimits?view=aspnetcore-10.0',
  ),
  'request-aborted': microsoft(
    'HttpContext.RequestAborted Property',
    'https://learn.microsoft.com/dotnet/api/microsoft.aspnetcore.http.httpcontext.requestaborted?view=aspnetcore-10.0',
  ),
  'validate-scopes': microsoft(
    'HostBuilder enables ValidateOnBuild/ValidateScopes in development environment',
    'https://learn.microsoft.com/dotnet/core/compatibility/aspnet-core/9.0/hostbuilder-validation',
  ),
  'idle-connection': microsoft(
    'SocketsHttpHandler.PooledConnectionIdleTimeout Property',
    'https://learn.microsoft.com/dotnet/api/system.net.http.socketshttphandler.pooledconnectionidletimeout?view=net-10.0',
  ),
  'total-memory': microsoft(
    'GC.GetTotalMemory(Boolean) Method',
    'https://learn.microsoft.com/dotnet/api/system.gc.gettotalmemory?view=net-10.0',
  ),
  'dotnet-collections': microsoft(
    'Fundamentals of garbage collection',
    'https://learn.microsoft.com/dotnet/standard/garbage-collection/fundamentals',
  ),
  'conditional-weak-table': microsoft(
    'ConditionalWeakTable<TKey,TValue> Class',
    'https://learn.microsoft.com/dotnet/api/system.runtime.compilerservices.conditionalweaktable-2?view=net-10.0',
  ),
  gcdump: microsoft(
    'Heap analysis tool (dotnet-gcdump)',
    'https://learn.microsoft.com/dotnet/core/diagnostics/dotnet-gcdump',
  ),
  'gcdump-report': code(
    'dotnet-gcdump',
    'src/Tools/dotnet-gcdump/CommandLine/PrintReportHelper.cs',
    'OrderByDescending',
    30,
    32,
  ),
  'dotnet-dump': microsoft(
    'Dump collection and analysis utility (dotnet-dump)',
    'https://learn.microsoft.com/dotnet/core/diagnostics/dotnet-dump',
  ),
  'dotnet-counters': microsoft(
    'Investigate performance counters (dotnet-counters)',
    'https://learn.microsoft.com/dotnet/core/diagnostics/dotnet-counters',
  ),
  'enable-diagnostics': microsoft(
    'Runtime configuration options for debugging and profiling',
    'https://learn.microsoft.com/dotnet/core/runtime-config/debugging-profiling',
  ),
  'native-aot-diagnostics': microsoft(
    'Diagnostics and instrumentation',
    'https://learn.microsoft.com/dotnet/core/deploying/native-aot/diagnostics',
  ),
  'runtime-metrics': microsoft(
    '.NET runtime metrics',
    'https://learn.microsoft.com/dotnet/core/diagnostics/built-in-metrics-runtime',
  ),
  'runtime-metrics-before': code('OpenTelemetry contrib', 'README.md', 'gc.heap.size', 151, 161),
  measured: { kind: 'measured' },

  // JavaScript
  'node-pending': node('http2stream.pending', 'https://nodejs.org/docs/latest-v24.x/api/http2.html#http2streampending'),
  'node-snapshot': node(
    'v8.writeHeapSnapshot',
    'https://nodejs.org/docs/latest-v24.x/api/v8.html#v8writeheapsnapshotfilenameoptions',
  ),
  'node-snapshot-signal': node(
    '--heapsnapshot-signal',
    'https://nodejs.org/docs/latest-v24.x/api/cli.html#--heapsnapshot-signalsignal',
  ),
  'node-signals': node('Signal events', 'https://nodejs.org/docs/latest-v24.x/api/process.html#signal-events'),
  'v8-collections': document('V8', 'V8')('Trash talk: the Orinoco garbage collector', 'https://v8.dev/blog/trash-talk'),
  'weak-map': document('MDN', 'MDN')(
    'WeakMap',
    'https://developer.mozilla.org/docs/Web/JavaScript/Reference/Global_Objects/WeakMap',
  ),
  retainers: document('Chrome', 'Chrome')(
    'Record heap snapshots',
    'https://developer.chrome.com/docs/devtools/memory-problems/heap-snapshots',
  ),

  // Monitoring
  'metric-labels': prometheus('Metric and label naming', 'https://prometheus.io/docs/practices/naming/#labels'),
  'heap-metric': code('prom-client', 'lib/metrics/heapSizeAndUsed.js', 'nodejs_heap_size_used_bytes', 4, 10),
  'metric-tags': microsoft(
    'Creating metrics',
    'https://learn.microsoft.com/dotnet/core/diagnostics/metrics-instrumentation',
  ),
  'metric-cap': code('OpenTelemetry', 'docs/metrics/README.md', '`2000` per metric', 397, 411),
  'metric-scope': code(
    'OpenTelemetry',
    'src/OpenTelemetry.Exporter.Prometheus.HttpListener/Internal/Shared/Serialization/TextFormatSerializer.cs',
    'metric.MeterName',
    1455,
  ),
  'promql-division': document('Cloudflare pint', 'Cloudflare pint')(
    'promql/nan',
    'https://cloudflare.github.io/pint/checks/promql/nan.html',
  ),
  'promql-operators': prometheus('Operators', 'https://prometheus.io/docs/prometheus/3.11/querying/operators/'),
} as const satisfies Record<string, Source>;

export type SourceId = keyof typeof sources;
