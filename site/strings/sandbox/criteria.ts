import type { Criterion } from '../../sandbox/exercises/check.ts';
import { counted, type Format } from '../format.ts';

type Figures = Readonly<Record<string, number>>;

/** What a criterion says in each of its results, with its figures. */
type CriterionText = Record<Criterion['result'], (figures: Figures, format: Format) => string>;

/** What is said of each point of an exercise. */
export interface CriterionStrings {
  criteria: Record<Criterion['id'], CriterionText>;
}

/** What differs is counted no further (`DistinctCount`). */
const mostCounted = 1000;

export const english: CriterionStrings = {
  criteria: {
    'sums-right': {
      passed: ({ right = 0 }, f) => `All ${f.number(right)} sums are right at the server.`,
      failed: ({ wrong = 0, failed = 0 }, f) =>
        wrong > 0
          ? `${counted(wrong, 'result', f)} ${wrong === 1 ? 'was' : 'were'} not the sum of the numbers: let the server’s SumAsync add them.`
          : `${counted(failed, 'call', f)} failed: look at the client’s log for their status, and mend the call.`,
      open: () => 'Sums are right at the server, and no call fails.',
    },
    'enough-calls': {
      passed: ({ calls = 0 }, f) => `${f.number(calls)} calls were answered: enough to judge by.`,
      failed: ({ calls = 0, wanted = 0, ended = 0 }, f) =>
        `${ended ? `The program ended after ${counted(calls, 'call', f)}` : `After ${counted(calls, 'call', f)} no more were answered`}; ${f.number(wanted)} are needed. Keep the loop calling.`,
      open: ({ calls = 0, wanted = 0 }, f) =>
        `At least ${f.number(wanted)} calls are answered (${f.number(calls)} so far). Keep the loop calling.`,
    },
    'floor-steady': {
      passed: ({ most = 0 }, f) =>
        most
          ? `No call leaves more than ${f.bytes(most)}: too little for a leak of this kind. To call the floor steady, the verdict would need more calls.`
          : 'The heap’s floor is steady.',
      failed: ({ methods = 0, channels = 0, clients = 0, linkedSources = 0, listeners = 0, series = 0 }, f) => {
        const held = [
          channels > 0 && counted(channels, 'channel', f),
          clients > 0 && counted(clients, 'client', f),
          methods > 0 && `${counted(methods, 'method', f)} in the channel’s cache`,
          linkedSources > 0 && counted(linkedSources, 'linked source', f),
          listeners > 0 && `${counted(listeners, 'listener', f)} on one signal`,
          series > 0 && `${f.number(series)} series of one counter`,
        ].filter((part) => part !== false);
        return held.length
          ? `What the program holds grows with its calls: ${f.list(held)}. Make it once, or let go of it.`
          : 'The heap’s floor grew, and the verdict says by how much. Something that is made again and again is kept: make it once, or let go of it.';
      },
      open: ({ channels = 0, methods = 0 }, f) => {
        const risen = [
          channels > 0 && counted(channels, 'channel', f),
          methods > 0 && `${counted(methods, 'method', f)} in the channel’s cache`,
        ].filter((part) => part !== false);
        return `The heap’s floor stays steady.${risen.length ? ` Of late the program holds more than before: ${f.list(risen)}. Make it once.` : ''}`;
      },
    },
    'channel-reused': {
      passed: () => 'The channel is used again and again.',
      failed: ({ channels = 0, most = 0, late = 0 }, f) =>
        late > 0 || most > 1
          ? `${f.number(channels)} channels were created${late > 0 ? `, ${f.number(late)} of them while the calls went on` : ''}. Create one before the loop, and use it for every call.`
          : `${f.number(channels)} channels were created, and one is wanted: it carries all calls. Create it before the loop.`,
      open: () => 'The channel is used again and again.',
    },
    'tenants-differ': {
      passed: ({ distinct = 0 }, f) => `The server saw ${atLeast(distinct, f)} different tenants.`,
      failed: ({ calls = 0, carried = 0, distinct = 0, wanted = 0 }, f) =>
        calls > carried
          ? `${counted(calls - carried, 'call', f)} came without the x-tenant header. Send it with every call.`
          : `In ${f.number(calls)} calls the server saw ${counted(distinct, distinct === 1 ? 'tenant' : 'different tenant', f)}; ${f.number(wanted)} are wanted. Give each call its own.`,
      open: ({ distinct = 0, wanted = 0 }, f) =>
        `Each call names its own tenant: the server sees at least ${f.number(wanted)} (${f.number(distinct)} so far).`,
    },
    'traces-own': {
      passed: ({ carried = 0 }, f) => `Each of ${f.number(carried)} calls carries one x-trace header, its own.`,
      failed: ({ calls = 0, carried = 0, several = 0, again = 0 }, f) => {
        if (several > 0 && again === 0)
          return `${counted(several, 'call', f)} carried several x-trace headers, and one is wanted. Put it on in one place.`;
        if (several > 0)
          return `${counted(several, 'call', f)} carried the ids of other calls besides their own: the headers that the filter adds to are not theirs alone. Give each call headers of its own.`;
        if (again > 0)
          return `${counted(again, 'call', f)} carried an id that another call had. Give each call one of its own, in headers that no other call changes.`;
        return `${counted(calls - carried, 'call', f)} came without the x-trace header. Send it with every call.`;
      },
      open: () => 'Each call carries one x-trace header, its own.',
    },
    'deadlines-differ': {
      passed: ({ distinct = 0 }, f) => `The server saw ${atLeast(distinct, f)} different deadlines.`,
      failed: ({ calls = 0, carried = 0, distinct = 0, wanted = 0, stale = 0, longest = 0, most = 0 }, f) => {
        if (calls > carried)
          return `${counted(calls - carried, 'call', f)} came without a deadline. Give one to every call.`;
        if (longest > 0)
          return `A call had ${f.span(longest / 1000)} left, and one that goes astray waits as long. Let none wait longer than ${f.span(most / 1000)}.`;
        if (stale > 0)
          return 'Calls had only what others left of a deadline that they share. Work it out for each call, from its own start.';
        return `In ${f.number(calls)} calls the server saw ${counted(distinct, distinct === 1 ? 'deadline' : 'different deadline', f)}; ${f.number(wanted)} are wanted. A deadline is an instant: work it out at each call’s start.`;
      },
      open: ({ distinct = 0, wanted = 0 }, f) =>
        `Each call has a deadline of its own: the server sees at least ${f.number(wanted)} (${f.number(distinct)} so far).`,
    },
    'requests-differ': {
      passed: ({ distinct = 0 }, f) => `The server was asked ${atLeast(distinct, f)} different questions.`,
      failed: ({ calls = 0, distinct = 0, wanted = 0 }, f) =>
        `In ${f.number(calls)} calls the server was asked ${counted(distinct, distinct === 1 ? 'question' : 'different question', f)}; ${f.number(wanted)} are wanted. Change the numbers from call to call.`,
      open: ({ distinct = 0, wanted = 0 }, f) =>
        `The server is asked at least ${f.number(wanted)} different questions (${f.number(distinct)} so far).`,
    },
    'calls-overlap': {
      passed: ({ most = 0, lately = most }, f) => `The server works at ${f.number(lately)} calls at the same time.`,
      failed: ({ most = 0, lately = 0, wanted = 0 }, f) =>
        most < wanted
          ? `The server never worked at more than ${counted(most, 'call', f)} at the same time; ${f.number(wanted)} are wanted. Begin more calls before you await the first.`
          : `The server worked at ${f.number(most)} calls at the same time, and of late at no more than ${f.number(lately)}; ${f.number(wanted)} are wanted all the while. Begin another call as soon as one has ended.`,
      open: ({ lately = 0, wanted = 0 }, f) =>
        `The server works at ${f.number(wanted)} calls at the same time (${f.number(lately)} of late).`,
    },
    'members-marked': {
      passed: () => 'The server saw the x-member header on half of the calls: those of members.',
      failed: ({ calls = 0, carried = 0, several = 0 }, f) =>
        several > 0
          ? `${counted(several, 'call', f)} came with the x-member header more than once. Put it on once for each call, in headers that no other call shares.`
          : `Of ${f.number(calls)} calls, ${f.number(carried)} came with the x-member header; it should be half. Members’ calls, and only those, pass their filter.`,
      open: () => 'Members’ calls, half of all, pass their filter: the server sees the x-member header on them.',
    },
    'calls-bounded': {
      passed: ({ most = 0 }, f) =>
        `Never more than ${counted(most, 'call', f)} ${most === 1 ? 'was' : 'were'} under way: there is a bound.`,
      failed: ({ open = 0 }, f) =>
        `${counted(open, 'call', f)} are under way, and ever more: they begin faster than they end. Give the program a bound, and let a call begin only where one has ended.`,
      open: () => 'The calls under way have a bound: no more begin than end.',
    },
    'filter-used': {
      passed: () => 'The header comes from a client filter.',
      failed: ({ carried = 0, filtered = 0 }, f) =>
        filtered === 0
          ? `No filter put the x-member header on a call${carried > 0 ? `, and ${counted(carried, 'call', f)} came with it: it was set by hand` : ''}. Give members a client that is created with their filter.`
          : `Of ${counted(carried, 'call', f)} with the x-member header, ${f.number(filtered)} had it from a filter. Let all members’ calls pass it.`,
      open: () => 'It is their filter that puts the header on members’ calls.',
    },
    'parts-asked': {
      passed: () => 'Both parts of each request ask the server.',
      failed: () =>
        'The server is not asked for both parts of a request evenly. Leave the two as they are: each asks the container for a client, and calls it.',
      open: () => 'Both parts of each request ask the server.',
    },
    'calls-counted': {
      passed: ({ tenants = 0 }, f) =>
        `/metrics has a counter that grows with each call, apart for ${atLeast(tenants, f)} tenants.`,
      failed: ({ counters = 0, calls = 0, counted: total = 0, tenants = 0, seen = 0, apart = 0 }, f) => {
        if (counters === 0) return '/metrics shows no counter. Keep one, and count each call in it by tenant.';
        if (!apart)
          return `No counter in /metrics tells the tenants apart: the server saw ${f.number(seen)}, and the label that comes nearest has ${counted(tenants, 'value', f)}. Count each call by tenant.`;
        return `After ${f.number(calls)} calls the counter in /metrics stands at ${f.number(total)}. ${
          total > calls
            ? 'Count each call once.'
            : 'Count every call, and never reset it: Prometheus works out the rate.'
        }`;
      },
      open: () => '/metrics has a counter that grows with each call and tells the tenants apart.',
    },
    'calls-given-up': {
      passed: () => 'Told to end, the program gives up the calls that are under way.',
      failed: ({ givenUp = 0 }) =>
        givenUp > 0
          ? 'Told to end, the program gave up a call, and made another. Let SIGTERM end the loop, too.'
          : 'Told to end, the program went on waiting for a call that was under way. Let SIGTERM fire shutdown, and give each call its signal, in C# its token.',
      open: () => 'Told to end, the program gives up the calls that are under way. It is told so last.',
    },
    'methods-called': {
      passed: ({ methods = 0 }, f) => `All ${f.number(methods)} methods are called.`,
      failed: ({ methods = 0, wanted = 0 }, f) =>
        `${f.number(methods)} of the ${f.number(wanted)} methods ${methods === 1 ? 'has its' : 'have their'} share of the calls. Keep calling all of them, evenly.`,
      open: ({ wanted = 0 }, f) => `All ${f.number(wanted)} methods are called, evenly.`,
    },
  },
};

export const chinese: CriterionStrings = {
  criteria: {
    'sums-right': {
      passed: ({ right = 0 }, f) => `服务端算出的 ${f.number(right)} 个和全都正确。`,
      failed: ({ wrong = 0, failed = 0 }, f) =>
        wrong > 0
          ? `有 ${f.number(wrong)} 个结果不等于两数之和：请让服务端的 SumAsync 来相加。`
          : `有 ${f.number(failed)} 次调用失败：请看客户端日志里的状态码，改好调用。`,
      open: () => '服务端算出的和全都正确，没有失败的调用。',
    },
    'enough-calls': {
      passed: ({ calls = 0 }, f) => `完成了 ${f.number(calls)} 次调用，足够判断了。`,
      failed: ({ calls = 0, wanted = 0, ended = 0 }, f) =>
        `程序完成 ${f.number(calls)} 次调用${ended ? '就结束了' : '以后，再没有新的调用完成'}，需要 ${f.number(wanted)} 次。请让循环一直调用下去。`,
      open: ({ calls = 0, wanted = 0 }, f) =>
        `至少完成 ${f.number(wanted)} 次调用，目前 ${f.number(calls)} 次。请让循环一直调用下去。`,
    },
    'floor-steady': {
      passed: ({ most = 0 }, f) =>
        most
          ? `每次调用最多留下 ${f.bytes(most)}，这么少不会是这类泄漏。“判定”要说基线平稳，还需要更多调用。`
          : '堆内存的基线是平稳的。',
      failed: ({ methods = 0, channels = 0, clients = 0, linkedSources = 0, listeners = 0, series = 0 }, f) => {
        const held = [
          channels > 0 && `${f.number(channels)} 个通道`,
          clients > 0 && `${f.number(clients)} 个客户端`,
          methods > 0 && `通道缓存里的 ${f.number(methods)} 个 Method`,
          linkedSources > 0 && `${f.number(linkedSources)} 个链接的取消令牌源`,
          listeners > 0 && `同一个信号上的 ${f.number(listeners)} 个监听器`,
          series > 0 && `同一个计数器的 ${f.number(series)} 条序列`,
        ].filter((part) => part !== false);
        return held.length
          ? `程序留住的东西随调用增多：${held.join('、')}。请只创建一次，或者让它能被回收。`
          : '堆内存的基线一直在上升，涨了多少见“判定”。有东西被反复创建，又一直被留住：请只创建一次，或者让它能被回收。';
      },
      open: ({ channels = 0, methods = 0 }, f) => {
        const risen = [
          channels > 0 && `${f.number(channels)} 个通道`,
          methods > 0 && `通道缓存里的 ${f.number(methods)} 个 Method`,
        ].filter((part) => part !== false);
        return `堆内存的基线保持平稳。${risen.length ? `近来程序留住的比以前多：${risen.join('、')}。请只创建一次。` : ''}`;
      },
    },
    'channel-reused': {
      passed: () => '通道一直在重复使用。',
      failed: ({ channels = 0, most = 0, late = 0 }, f) =>
        late > 0 || most > 1
          ? `创建了 ${f.number(channels)} 个通道${late > 0 ? `，其中 ${f.number(late)} 个是在调用进行中创建的` : ''}。请在循环之前创建一个，每次调用都用它。`
          : `创建了 ${f.number(channels)} 个通道，只需要一个，由它承载所有调用。请在循环之前创建它。`,
      open: () => '通道（channel）一直在重复使用。',
    },
    'tenants-differ': {
      passed: ({ distinct = 0 }, f) => `服务端看到了${zhAtLeast(distinct, f)} 个不同的租户。`,
      failed: ({ calls = 0, carried = 0, distinct = 0, wanted = 0 }, f) =>
        calls > carried
          ? `有 ${f.number(calls - carried)} 次调用没有带 x-tenant 请求头。请让每次调用都带上。`
          : `${f.number(calls)} 次调用里，服务端只看到 ${f.number(distinct)} 个不同的租户，需要 ${f.number(wanted)} 个。每次调用都要带上自己的租户。`,
      open: ({ distinct = 0, wanted = 0 }, f) =>
        `每次调用都带上自己的租户：服务端至少看到 ${f.number(wanted)} 个，目前 ${f.number(distinct)} 个。`,
    },
    'traces-own': {
      passed: ({ carried = 0 }, f) => `${f.number(carried)} 次调用，每次都只带一个 x-trace 请求头，而且是它自己的。`,
      failed: ({ calls = 0, carried = 0, several = 0, again = 0 }, f) => {
        if (several > 0 && again === 0)
          return `有 ${f.number(several)} 次调用带了不止一个 x-trace 请求头，只需要一个。请只在一处加上它。`;
        if (several > 0)
          return `有 ${f.number(several)} 次调用除了自己的编号，还带着别的调用的编号：过滤器修改的那组请求头，不是它独有的。请让每次调用都有自己的请求头。`;
        if (again > 0)
          return `有 ${f.number(again)} 次调用带着别的调用已经用过的编号。请给每次调用一个自己的编号，放在别的调用改不到的请求头里。`;
        return `有 ${f.number(calls - carried)} 次调用没有带 x-trace 请求头。每次调用都要带上。`;
      },
      open: () => '每次调用都只带一个 x-trace 请求头，而且是它自己的。',
    },
    'deadlines-differ': {
      passed: ({ distinct = 0 }, f) => `服务端看到了${zhAtLeast(distinct, f)} 个不同的截止时间。`,
      failed: ({ calls = 0, carried = 0, distinct = 0, wanted = 0, stale = 0, longest = 0, most = 0 }, f) => {
        if (calls > carried) return `有 ${f.number(calls - carried)} 次调用没有截止时间。请给每次调用都设一个。`;
        if (longest > 0)
          return `有一次调用到达时还剩 ${f.span(longest / 1000)}，没有响应的请求就会等这么久。请让每次调用最多等 ${f.span(most / 1000)}。`;
        if (stale > 0)
          return '有些调用与别的调用共用截止时间，只分到别人剩下的时间。请从每次调用开始时起，为它单独计算。';
        return `${f.number(calls)} 次调用里，服务端只看到 ${f.number(distinct)} 个不同的截止时间，需要 ${f.number(wanted)} 个。截止时间是一个时刻，要在每次调用开始时计算。`;
      },
      open: ({ distinct = 0, wanted = 0 }, f) =>
        `每次调用都有自己的截止时间（deadline）：服务端至少看到 ${f.number(wanted)} 个，目前 ${f.number(distinct)} 个。`,
    },
    'requests-differ': {
      passed: ({ distinct = 0 }, f) => `服务端收到了${zhAtLeast(distinct, f)} 种不同的请求。`,
      failed: ({ calls = 0, distinct = 0, wanted = 0 }, f) =>
        `${f.number(calls)} 次调用里，只有 ${f.number(distinct)} 种不同的请求，需要 ${f.number(wanted)} 种。请让每次调用的数字有所变化。`,
      open: ({ distinct = 0, wanted = 0 }, f) =>
        `服务端至少收到 ${f.number(wanted)} 种不同的请求，目前 ${f.number(distinct)} 种。`,
    },
    'calls-overlap': {
      passed: ({ most = 0, lately = most }, f) => `服务端同时处理 ${f.number(lately)} 个调用。`,
      failed: ({ most = 0, lately = 0, wanted = 0 }, f) =>
        most < wanted
          ? `服务端同时处理的调用最多只有 ${f.number(most)} 个，需要 ${f.number(wanted)} 个。不要等第一个返回，先把后面的调用也发出去。`
          : `服务端曾同时处理 ${f.number(most)} 个调用，近来却最多只有 ${f.number(lately)} 个；需要一直有 ${f.number(wanted)} 个。每完成一个，就请再发起一个。`,
      open: ({ lately = 0, wanted = 0 }, f) =>
        `服务端同时处理 ${f.number(wanted)} 个调用，近来 ${f.number(lately)} 个。`,
    },
    'members-marked': {
      passed: () => '服务端看到一半的调用带有 x-member 请求头，也就是会员的那些。',
      failed: ({ calls = 0, carried = 0, several = 0 }, f) =>
        several > 0
          ? `有 ${f.number(several)} 次调用带了不止一个 x-member 请求头。请给每次调用只加一次，并且加在不与别的调用共用的请求头里。`
          : `${f.number(calls)} 次调用里，有 ${f.number(carried)} 次带有 x-member 请求头，应当是一半。会员的调用都要经过他们的过滤器，其他调用则不经过。`,
      open: () => '会员的调用占一半，都经过他们的过滤器：服务端能看到 x-member 请求头。',
    },
    'calls-bounded': {
      passed: ({ most = 0 }, f) => `进行中的调用最多 ${f.number(most)} 个：数量有上限。`,
      failed: ({ open = 0 }, f) =>
        `进行中的调用已有 ${f.number(open)} 个，而且越来越多：发起比完成快。请给程序定一个上限，有一个完成了，再发起下一个。`,
      open: () => '进行中的调用有上限：发起不比完成快。',
    },
    'filter-used': {
      passed: () => '这个请求头是客户端过滤器加上的。',
      failed: ({ carried = 0, filtered = 0 }, f) =>
        filtered === 0
          ? `没有任何过滤器给调用加上 x-member 请求头${carried > 0 ? `，却有 ${f.number(carried)} 次调用带着它：它是手工设置的` : ''}。请给会员一个创建时就带有过滤器的客户端。`
          : `带有 x-member 请求头的 ${f.number(carried)} 次调用里，只有 ${f.number(filtered)} 次是过滤器加上的。请让会员的调用都经过它。`,
      open: () => '会员调用上的请求头，是由他们的过滤器加上的。',
    },
    'parts-asked': {
      passed: () => '每个请求的两个部分都在调用服务端。',
      failed: () => '服务端收到的两部分调用并不均匀。请保留它们原来的写法：各自向容器要一个客户端，然后调用。',
      open: () => '每个请求的两个部分都调用服务端。',
    },
    'calls-counted': {
      passed: ({ tenants = 0 }, f) =>
        `/metrics 里有一个计数器，随每次调用增长，并区分了${zhAtLeast(tenants, f)} 个租户。`,
      failed: ({ counters = 0, calls = 0, counted = 0, tenants = 0, seen = 0, apart = 0 }, f) => {
        if (counters === 0) return '/metrics 里没有计数器。请保留一个，按租户统计每次调用。';
        if (!apart)
          return `/metrics 里没有能区分租户的计数器：服务端看到 ${f.number(seen)} 个租户，最接近的标签有 ${f.number(tenants)} 个值。请按租户统计每次调用。`;
        return counted > calls
          ? `只有 ${f.number(calls)} 次调用，/metrics 里的计数器却到了 ${f.number(counted)}。请让每次调用只计一次。`
          : `已有 ${f.number(calls)} 次调用，/metrics 里的计数器却只有 ${f.number(counted)}。请统计每次调用，也不要清零：速率由 Prometheus 来算。`;
      },
      open: () => '/metrics 里有一个计数器，随每次调用增长，并能区分租户。',
    },
    'calls-given-up': {
      passed: () => '收到结束的通知后，程序放弃了进行中的调用。',
      failed: ({ givenUp = 0 }) =>
        givenUp > 0
          ? '收到结束的通知后，程序放弃了一个调用，却又发起了下一个。请让 SIGTERM 也结束循环。'
          : '收到结束的通知后，程序还在等一个进行中的调用。请让 SIGTERM 触发 shutdown，并把它的信号（C# 里是令牌）交给每次调用。',
      open: () => '收到结束的通知后，程序会放弃进行中的调用。这一步放在最后。',
    },
    'methods-called': {
      passed: ({ methods = 0 }, f) => `${f.number(methods)} 个方法都在调用。`,
      failed: ({ methods = 0, wanted = 0 }, f) =>
        `${f.number(wanted)} 个方法里，只有 ${f.number(methods)} 个分到了应有的调用次数。请继续均匀地调用每一个。`,
      open: ({ wanted = 0 }, f) => `${f.number(wanted)} 个方法都在均匀地调用。`,
    },
  },
};

function atLeast(count: number, f: Format): string {
  return count < mostCounted ? f.number(count) : `at least ${f.number(count)}`;
}

function zhAtLeast(count: number, f: Format): string {
  return `${count < mostCounted ? '' : '至少'} ${f.number(count)}`;
}
