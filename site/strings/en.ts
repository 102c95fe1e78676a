import { moreThanTypes } from './more-than-types.ts';
import type { Culprit } from '../sandbox/culprits.ts';
import type { Interval } from '../sandbox/statistics.ts';
import type { Verdict } from '../sandbox/verdict.ts';
import type { Reason } from '../sandbox/reason.ts';
import type { Format } from './format.ts';
import type { Strings } from './strings.ts';

const program = (reason: Reason) => reason.program ?? 'The program';
const place = ({ file, line, column }: Reason) =>
  file === undefined
    ? ''
    : ` at ${file}${line === undefined ? '' : `, line ${line}`}${column === undefined ? '' : `, column ${column}`}`;

/** `1 call`, `2 calls` */
const counted = (count: number, noun: string, f: Format) => `${f.number(count)} ${noun}${count === 1 ? '' : 's'}`;

const runtimes = { local: 'this machine’s Node', webcontainer: 'a WebContainer', tab: 'this browser tab' };
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

const sizeIn = (unit: Verdict['unit'], f: Format) => (value: number) =>
  unit === 'bytes' ? f.bytes(value) : f.number(value) === '1' ? '1 object' : `${f.number(value)} objects`;

function leftBehind({ kind, held, perCall: { estimate } }: Culprit, f: Format): string {
  const what = {
    methodsCached: ['method in the channel’s cache', 'methods in the channels’ caches'],
    methods: ['Method object', 'Method objects'],
    clients: ['client', 'clients'],
    channels: ['channel that nobody closes', 'channels that nobody closes'],
  }[kind];
  const now = `${f.number(held)} are there now.`;
  if (estimate > 1.5) return `Each call leaves about ${f.number(Math.round(estimate))} ${what[1]}: ${now}`;
  const every = Math.round(1 / estimate);
  return every <= 1
    ? `Each call leaves one ${what[0]}: ${now}`
    : `About every ${f.number(every)} calls leave one ${what[0]}: ${now}`;
}

export const strings: Strings = {
  closed: {
    kicker: 'Sandbox',
    about: 'A real gRPC server and a real client, with the client’s heap on a chart while it runs.',
    steps: ['Run it, and watch the heap.', 'Change the client.', 'Check your cure.'],
    open: 'Open sandbox',
    opening: 'Opening…',
    loadFailed: 'The sandbox could not be loaded. Check the connection, then press the button again.',
    needsScript: 'Running the code needs JavaScript. Without it, all of the code can still be read here.',
    yourFile: 'Your file',
    yourEdits: 'Your file, with your edits',
    otherFiles: 'The other files',
    port: 'The port of MagicOnion’s client, the same in every lesson',
    solved: 'Solved',
  },
  predict: {
    right: 'Right.',
    wrong: 'Not so.',
    before: (question) => `Before you run it: ${question}`,
    predicted: (answer) => `You predicted: “${answer}”`,
    waits: 'Let the run go on until it has a verdict, then hold it against this.',
    showed: (verdict) => `Your run: ${verdict.toLowerCase()}.`,
    number: 'Your number',
    answer: 'Answer',
    draw: 'Choose an answer, or draw the floor over the empty chart.',
    sketch: 'The floor as you expect it: draw it, or move its points with the arrow keys',
    handle: (at, of, percent) => `Point ${at} of ${of}, at ${percent}% of the height`,
    erase: 'Erase',
    drew: (shape) =>
      ({
        steady: 'You drew a floor that stays.',
        rises: 'You drew a floor that rises all the time.',
        'levels-off': 'You drew a floor that rises, then stays.',
        returns: 'You drew a floor that rises and comes back.',
      })[shape],
    compared: 'Dashed, the floor that you drew; solid, that of the run. Each fills the frame by its highest point.',
  },
  shortcuts: {
    title: 'Keyboard shortcuts',
    does: {
      enter: 'On the frame around the code: write in it. Tab then indents.',
      leave: 'In the code: back to the frame, where Tab goes on.',
      run: 'In the code: run it.',
      complete: 'Complete a word.',
      find: 'Search in the file.',
      definition: 'Go to the definition.',
      rename: 'Rename, in every file.',
      format: 'Format the file.',
      closeTab: 'On a file’s tab: close it.',
      edge: 'On an edge between panels: move it; with Shift, further.',
      restore: 'Filling the window: give it back.',
      card: 'Outside the code: this card.',
    },
  },
  hint: (step) => `Hint ${step}`,
  hints: { show: 'Show in the code', offer: 'Stuck? There is help:' },
  solved: {
    avoided: ({ seconds, perCall, cap }, f) =>
      `What you avoided: your leaking run left ${f.bytes(perCall)} a call. At its rate the process had ${f.span(seconds)} until its heap’s cap of ${f.bytes(cap)}.`,
    compare: 'Compare with the solution',
    next: (title) => `Next: ${title}`,
  },
  sandbox: (id) => `Sandbox ${id}`,
  actions: {
    run: 'Run',
    stop: 'Stop',
    reset: 'Reset',
    solution: 'Solution',
    check: 'Check',
    close: 'Close sandbox',
    applySolution: 'Apply solution',
    leaveSolution: 'Back to my code',
    bringBack: 'Bring my version back',
    dismiss: 'Dismiss',
    tryAgain: 'Try again',
  },
  history: {
    open: 'History',
    title: 'What you ran and replaced',
    versions: 'Versions of your files, the latest first',
    none: 'Nothing yet. Each version of your files that you run, reset or replace is kept here, in this browser.',
    because: {
      ran: 'Ran',
      reset: 'Before a reset',
      solution: 'Before the solution',
      restored: 'Before another version came back',
      'other-tab': 'Before another tab’s edits',
      removed: 'Before a file was deleted',
      link: 'Before a link’s code',
      left: 'As you left it',
    },
    restore: 'Bring this version back',
    restores: 'Your files as they are now are kept here too. Marked below: what would change.',
    same: 'Your files are this version.',
    diff: (path) => `What this version changes in ${path}`,
  },
  share: {
    open: 'Share or download',
    title: 'Share or download',
    link: 'Link to your code',
    linkAbout:
      'The code is in the link itself; no server keeps it. Who opens it sees what differs, and nothing runs before they press Run.',
    linkTooLong: 'Your files are too long for a link. Pass them on as a zip.',
    copy: 'Copy',
    copied: 'Copied.',
    copyYourself: 'This browser does not let the page copy. Select the text and copy it.',
    away: 'Take it away',
    zip: 'Download as zip',
    zipAbout: 'Unpacked, “npm ci && npm start” runs it in a shell, with Node 22.18 or newer.',
    stackBlitz: 'Open in StackBlitz',
    stackBlitzAbout: 'Sends your files to stackblitz.com, in a new tab. Before the click, nothing is sent.',
    embed: 'This sandbox in a page of yours',
    embedAbout: 'As given, without your edits. It runs in the reader’s browser tab.',
    own: 'Run it on your own .NET',
    ownAbout:
      'Your program and its server in one file, leak.cs. It needs the .NET SDK 10; NuGet has the packages, MagicOnion 7.10.2 and grpc-dotnet 2.85.0.',
    ownSave: 'Download leak.cs',
    ownTools:
      'The program says the id of its process. dotnet-counters shows the heap after each collection (dotnet.gc.last_collection.heap.size); where it leaks, gen2 rises with time. In what dotnet-gcdump report prints, sort by count: where each call has a client of its own, there are as many Method objects as calls.',
    ownNoClipboard: 'This browser does not let the page copy. Download the file.',
    received: 'Code from a link',
    receivedAbout:
      'This link carries code that someone made. Below is what it would change in your files. Nothing has run, and nothing runs until you press Run. Your version is kept in the history.',
    receivedSame: 'This link carries the code that you have already.',
    take: 'Put it in my files',
    leave: 'Leave my files as they are',
    diff: (path) => `What the link changes in ${path}`,
    agreeTitle: 'Run a link’s code on this machine?',
    agreeAbout:
      'This code came by a link. On this machine’s Node it runs as a process of yours. Read it first; if you do not trust who made it, run it in the browser tab.',
    agreeYes: 'Run it on this machine',
    agreeTab: 'Run it in the tab',
    agreeNo: 'Do not run it',
    faults: {
      malformed: 'This link is broken: part of it may have been cut off. Your files are as they were.',
      'too-large':
        'This link holds more than a sandbox’s files can be. It was not unpacked, and your files are as they were.',
      newer: 'This link was made by a newer version of the course. Reload the page, and open it again.',
      'bad-path': 'This link holds a file whose name no file of a sandbox may have. Nothing of it was taken.',
    },
  },
  layout: {
    edges: {
      text: 'Edge between text and sandbox',
      columns: 'Edge between the columns',
      upper: 'Edge below the code',
      lower: 'Edge above the logs',
    },
    fill: 'Fill the window',
    restore: 'Leave the full window',
  },
  toolbar: 'Sandbox controls',
  language: 'Language of your program',
  state: {
    closed: 'Closed',
    idle: 'Ready',
    booting: 'Starting',
    running: 'Running',
    stopping: 'Stopping',
    failed: 'Cannot run',
  },
  stateLabel: 'State',
  runtimeLabel: 'Runs on',
  runtimes,
  builtWith: (node, http2) =>
    `Node ${node.replace(/^v/, '')}, ${http2 === 'builtin' ? 'node:http2' : 'our own HTTP/2'}`,
  place: {
    title: 'Where this sandbox runs',
    close: 'Close',
    legend: 'Run it on',
    options: {
      local: 'Processes of Node on the computer that serves this page, with V8’s own heap figures.',
      webcontainer: 'A whole Node in this browser, with a shell. It is loaded from StackBlitz.',
      tab: 'In this page itself: no server, no third party, and no network needed.',
    },
    cannot: {
      'runtime-missing': 'Not here: only a page served by “npm start” has it.',
      'no-key': 'Not here: this browser came without the key that “npm start” printed.',
      'no-dotnet': 'Not for C#: the computer that serves this page has no .NET 10 on its path that runs it.',
      'no-wall': 'Not for C#: that takes Linux with Bubblewrap, without which nothing would keep .NET from your files.',
      refused: 'Not here: it turned this page away.',
      'not-isolated': 'Not here: the page was served without the headers that it needs.',
      'no-shared-memory': 'Not here: this browser has no memory that threads share.',
      'storage-blocked': 'Not here: this browser blocks the cookies and storage that it needs.',
      'not-supported': 'Not here: this browser lacks what it needs.',
      internal: 'Not now: it could not be asked.',
    },
    move: 'Run it there',
    moved: 'What is running is stopped. Your edits come along.',
    useTab: 'Use the tab instead',
    fellBack: (from, to) => `${capital(runtimes[to])} took over, because ${runtimes[from]} did not come up.`,
    steps: {
      checking: 'Looking at what this browser allows',
      loading: 'Loading it',
      booting: 'Booting',
      mounting: 'Putting the files in',
      probing: 'Trying out what works in it',
    },
    about: 'About this runtime',
    facts: {
      programs: 'Programs',
      node: 'Node',
      dotnet: '.NET',
      wall: 'Wall',
      http2: 'HTTP/2',
      'http2-fault': 'Why',
      heap: 'Heap',
      boot: 'Ready after',
    },
    programs: {
      local: 'Server and client are processes of that Node.',
      webcontainer: 'Server and client are processes of a Node that StackBlitz’s WebContainer runs in this browser.',
      tab: 'The client runs in a frame and the server in a worker, both closed off from the page. grpc-js is unmodified; Node’s modules are stand-ins.',
    },
    csharp: {
      name: 'this machine’s .NET',
      option: 'A process of .NET on the computer that serves this page: .NET’s own collector, threads and HTTP/2.',
      wall: 'Bubblewrap: a program sees no process but its own, and no file but its own and .NET’s. It starts no other process, and shares this machine’s network.',
      programs: {
        local:
          'The client is a process of .NET: the real GrpcChannel on .NET’s own HTTP/2. The server is a process of Node.',
        tab: 'The client is the real GrpcChannel, on .NET’s WebAssembly runtime in a worker, over our own HTTP/2. The server is in another worker, and both are closed off from the page.',
      },
      heap: {
        local:
          'What .NET’s collector counts, ten times a second. The floor is what was alive when a full collection, forced now and then, had stopped the program.',
        tab: 'What .NET’s collector counts, to the byte, ten times a second. The floor is what a full collection leaves, forced now and then.',
      },
    },
    heap: {
      local:
        'V8’s own figure, to the byte, ten times a second. The floor is what a full collection leaves, forced now and then, between two calls where it can be; it is judged by data alone, without code.',
      webcontainer:
        'Bytes only where the figure was seen to rise and fall with memory of a known size. Elsewhere live objects are counted.',
      tab: 'In Chromium, V8’s figure for that frame, renewed twenty times a second. Collections are brought about, not forced. Elsewhere live objects are counted.',
    },
    sentence: (text) => `${text}. `,
    walls: {
      bubblewrap:
        'Bubblewrap and Node’s permission model: a program sees no process but its own, and no file but its own and what it needs to run. It shares this machine’s network.',
      permissions:
        'Node’s permission model alone: it keeps a program that goes astray from your files, but it is no wall against code that means harm. Run only what you trust.',
    },
    http2: { builtin: 'node:http2, the built-in', own: 'our own implementation, in place of node:http2' },
    more: 'How the sandboxes work',
    pages: { 'webcontainer-hosts': 'Hosts to allow', 'webcontainer-licence': 'WebContainers and licences' },
  },
  terminal: {
    label: 'Terminal',
    enter: 'Terminal. Press Enter to type, Escape to leave.',
    input: 'Terminal input. Escape leaves it.',
    starting: 'Starting the shell…',
    ended: (exitCode) => `The shell ended with exit code ${exitCode}.`,
    again: 'Start another',
    close: 'Close terminal',
  },
  editor: {
    split: 'Beside',
    beside: 'File beside',
    panel: 'Code',
    files: 'Open files',
    label: (path) => `Code of ${path}. Escape leaves the editor.`,
    enter: (path) => `Editor for ${path}. Press Enter to edit, Escape to leave.`,
    hasError: (path) => `${path}, has an error`,
    edited: 'edited',
    diff: (path) => `What the solution changes in ${path}`,
    solutionShown: 'The solution, compared with your code. Nothing is replaced until you apply it.',
    unchanged: (path) => `The solution leaves ${path} as it is.`,
    goTo: (where) => `Go to ${where}`,
  },
  files: {
    label: 'Files of this sandbox',
    toggle: 'Files',
    groups: {
      own: 'Yours',
      server: 'The server',
      port: 'The port of MagicOnion',
      beside: 'What runs beside',
    },
    readOnly: 'read-only',
    add: 'New file',
    rename: 'Rename or move',
    remove: 'Delete',
    given: 'The exercise’s own files can be edited, but not renamed or deleted.',
    path: 'Path of the new file, such as lib/pool.ts',
    renameTo: (path) => `New path of ${path}`,
    save: 'Save',
    cancel: 'Cancel',
    faults: {
      'not-plain': 'Use letters, digits, “.”, “-”, “_” and “@”, with “/” between folders.',
      'not-code': 'The name must end in .ts, .mts, .js, .mjs, .json, .txt or .md.',
      reserved: 'That name is taken by what runs the sandbox in a shell.',
      taken: 'There is a file or folder of that name already.',
    },
    closeTab: (path) => `Close ${path}`,
    search: 'Search in files',
    found: (count, f) => (count === 0 ? 'Found nowhere.' : `Found in ${counted(count, 'line', f)}.`),
    place: (path, line) => `${path}, line ${line}`,
  },
  stats: {
    label: 'Figures of this run',
    calls: 'Calls made',
    rate: 'Calls per second',
    firstSum: 'First sum after',
    none: '–',
  },
  chart: {
    label: 'Heap',
    empty: 'Press Run: the client’s heap is drawn here, live.',
    used: 'Heap used',
    floor: 'Floor after collections',
    objects: 'Methods alive',
    clients: 'Clients created',
    methods: 'Methods cached',
    cache: 'Look into the channels',
    frames: 'Frames',
    snapshots: 'Snapshots',
    show: 'Also show',
    cap: (size) => `heap cap ${size}`,
    source: {
      v8: 'Bytes, from V8',
      tab: 'Bytes, from the tab',
      clr: 'Bytes, from .NET’s collector; the client is our reading of MagicOnion’s',
      objects: 'Live objects, not bytes',
    },
    otherUnit: 'Runs measured in another unit are left out of the chart.',
    at: (time) => `At ${time}`,
    summary({ name, last, entries, floor }, f) {
      const many = (count: number, noun: string) => `${f.number(count)} ${noun}${count === 1 ? '' : 's'}`;
      const made = `${many(last.calls, 'call')}, ${many(last.clientsCreated, 'client')} created, ${many(entries, 'method')} cached.`;
      const size = last.source === 'objects' ? f.number : f.bytes;
      const now =
        last.source === 'objects'
          ? last.alive !== null && ` ${many(last.alive.methods, 'Method object')} alive.`
          : last.heapUsed !== null && ` The heap holds ${f.bytes(last.heapUsed)}.`;
      return `${name}, ${f.clock(last.at)}: ${made}${now || ''}${floor ? ` The floor went from ${size(floor[0])} to ${size(floor[1])}.` : ''}`;
    },
  },
  runs: {
    label: 'Runs',
    name: (id, files) => `Run ${id} – ${{ 'as-given': 'as given', solution: 'the solution', edited: 'edited' }[files]}`,
    show: (name) => `Show ${name}`,
    remove: (name) => `Remove ${name}`,
    none: 'Each run is kept here, to lay over the next.',
    nameOf: ({ id, files, name }) => name ?? strings.runs.name(id, files),
    rename: (name) => `Name of ${name}`,
    compare: 'Compare runs',
    run: 'Run',
    perCall: 'Floor’s growth a call',
    actions: 'Actions',
    pin: 'Keep',
    bringBack: 'Bring its code back',
    picture: 'The chart as a picture:',
  },
  verdict: {
    label: 'Verdict',
    word: { none: 'No run yet', leaking: 'Leaking', steady: 'Steady', 'not-enough-data': 'Not enough data' },
    none: 'The verdict comes from the samples alone, a few seconds into a run.',
    measured: ({ at, bytes, floor }, f) =>
      `Asked at ${f.clock(at)}, the browser itself measured ${f.bytes(bytes)} of JavaScript in the program’s frame; after the next collection the chart has ${f.bytes(floor)}.`,
    notEnough({ missing, seconds, growth, unit }, f) {
      const wait = seconds === null ? '' : ` About ${f.span(seconds)} more.`;
      switch (missing) {
        case 'starting':
          return `A verdict needs a few collections.${wait}`;
        case 'no-calls':
          return 'The program has made no call, and nothing grows with time: there is nothing to judge yet.';
        case 'few-calls':
          return `Too few calls so far to see what one leaves.${wait}`;
        case 'warming-up':
          return `Code is still compiled and pools still fill: that growth says nothing of a leak.${wait}`;
        case 'growing':
          return growth?.perCall
            ? `The floor grows by about ${sizeIn(unit, f)(growth.perCall.estimate)} a call: too little or too briefly so far to tell a leak from a warm-up.${wait}`
            : `The floor grows, too little or too briefly so far to tell a leak from a warm-up.${wait}`;
        case 'even-rate':
          return 'The floor grows while calls come faster and faster: a leak would make it grow so, and so would a cache that keeps each answer for a time. Once calls come evenly, the two part.';
        case 'noisy':
          return `What collections leave differs by more than a leak would add so far.${wait}`;
        case 'ended':
          return 'The program has ended before there was enough to judge by. One that goes on calling shows more.';
      }
    },
    leaking({ unit, growth, culprit, buffers, secondsToLimit }, f) {
      const size = sizeIn(unit, f);
      const range = ({ estimate, low, high }: Interval, of = size) =>
        f.number(low) === f.number(high) ? of(estimate) : `${of(estimate)} (${of(Math.max(0, low))} to ${of(high)})`;
      const sentences = [
        culprit && leftBehind(culprit, f),
        growth.perCall
          ? `The floor grows by ${range(growth.perCall)} a call, ${size(growth.perSecond.estimate)} a second.`
          : `The floor grows by ${range(growth.perSecond)} a second.`,
        growth.perClient && unit === 'bytes' && `That is ${size(growth.perClient.estimate)} for each client created.`,
        buffers &&
          `Outside V8’s heap, buffers grow by ${range(buffers.perCall ?? buffers.perSecond, f.bytes)} a ${buffers.perCall ? 'call' : 'second'}.`,
        secondsToLimit !== null && `At this rate the process dies in about ${f.span(secondsToLimit)}.`,
      ];
      return sentences.filter(Boolean).join(' ');
    },
    steady({ unit, floor, bound, calls }, f) {
      const looked = `after ${f.number(calls)} calls`;
      if (unit === 'objects')
        return `${bound === null ? 'None' : `No more than ${f.number(bound)}`} of the clients, methods and channels is left by a call, ${looked}; there are about ${f.number(floor)}. Only these can be seen in this browser: whether calls leave anything else cannot.`;
      const no =
        bound === null ? 'No growth with time' : `No growth above ${f.bytes(Math.max(1, Math.ceil(bound)))} a call`;
      return `${no}, ${looked}. The floor stays at about ${f.bytes(floor)}: what the calls take, collections give back.`;
    },
    why: {
      label: 'Why?',
      empty: 'A line needs at least five points of the floor. They come with the collections.',
      line({ points, axis, slope }, unit, f) {
        const size = sizeIn(unit, f);
        const [factor, of] = axis === 'calls' ? [1, 'a call'] : [1000, 'a second'];
        const [low, estimate, high] = [slope.low, slope.estimate, slope.high].map((value) => size(value * factor));
        return `The line goes through ${f.number(points.length)} points of the floor, from ${f.clock(points[0]!.at)} to ${f.clock(points.at(-1)!.at)}. It rises by ${estimate} ${of}: with 95 % likelihood between ${low} and ${high}.`;
      },
      warmUp: (points, until) =>
        `Left out as warm-up: ${points === 1 ? 'the first point' : `the first ${points} points`}, up to ${until}. With ${points === 1 ? 'it' : 'them'} the line would bend.`,
      busy: (points) => `Left out: ${points} points with more calls under way than usual, or of the very first calls.`,
      allowance: ({ axis, allowance }, unit, f) =>
        `Of the growth, up to ${sizeIn(unit, f)(axis === 'calls' ? allowance : allowance * 1000)} a ${axis === 'calls' ? 'call' : 'second'} may be the end of a warm-up: only more than that counts as a leak.`,
      dataOnly: 'Judged is data alone: code, and what V8 learns of it, are taken out.',
      table: {
        caption: 'Points of the floor',
        time: 'Time',
        calls: 'Calls',
        floor: 'Floor',
        judged: 'Judged',
        buffers: 'Buffers',
        use: 'Use',
      },
      used: 'in the line',
      leftOut: 'warm-up',
      plot: 'The points, the line through them and its band',
    },
  },
  table: {
    caption: 'Heap samples',
    scroll: 'Heap samples, scrollable',
    time: 'Time',
    calls: 'Calls',
    clients: 'Clients created',
    methods: 'Methods cached',
    used: 'Heap used',
    floor: 'Floor',
    objects: 'Methods alive',
    empty: 'No samples yet.',
  },
  logs: {
    client: 'Client log',
    server: 'Server log',
    empty: 'Nothing printed yet.',
    left: (lines) => `${lines} lines left out`,
    pause: 'Pause',
    follow: 'Follow',
    copy: 'Copy',
    copied: 'Copied',
    options: 'Options',
    search: 'Only lines with',
    wrap: 'Wrap long lines',
    times: 'Show times',
  },
  check: {
    label: 'The exercise',
    before: 'Press Check to run your files and see how they do.',
    measuring: ({ settled, all, seconds }, f) =>
      `Measuring: ${f.number(settled)} of ${f.number(all)} points are settled${seconds === null ? '' : `, about ${f.span(Math.max(1, Math.ceil(seconds)))} more`}.`,
    progress: ({ settled, all }, f) => `Check: ${f.number(settled)} of ${f.number(all)} points are settled.`,
    solved: 'Solved. Every point holds.',
    unsolved: (missing, f) =>
      missing === 1
        ? 'Not solved yet: the point marked “Missing” says what to change.'
        : `Not solved yet: the ${f.number(missing)} points marked “Missing” say what to change.`,
    unsettled: (open, f) =>
      `Neither solved nor not: this run has not shown enough of ${open === 1 ? 'the point' : `the ${f.number(open)} points`} marked “Open”. It still runs.`,
    goOn: 'Go on measuring',
    stale: 'These results are from before your last change.',
    result: { passed: 'Passed', failed: 'Missing', open: 'Open' },
    endedBefore: 'The program ended before that could be seen: keep it calling.',
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
        failed: ({ calls = 0, wanted = 0 }, f) =>
          `The program ended after ${counted(calls, 'call', f)}; ${f.number(wanted)} are needed. Keep the loop calling.`,
        open: ({ calls = 0, wanted = 0 }, f) =>
          `At least ${f.number(wanted)} calls are answered (${f.number(calls)} so far). Keep the loop calling.`,
      },
      'floor-steady': {
        passed: () => 'The heap’s floor is steady.',
        failed: ({ methods = 0, channels = 0, clients = 0, listeners = 0, series = 0 }, f) => {
          const held = [
            channels > 0 && counted(channels, 'channel', f),
            clients > 0 && counted(clients, 'client', f),
            methods > 0 && `${counted(methods, 'method', f)} in the channel’s cache`,
            listeners > 0 && `${counted(listeners, 'listener', f)} on one signal`,
            series > 0 && `${f.number(series)} series of one counter`,
          ].filter((part) => part !== false);
          return held.length
            ? `What the program holds grows with its calls: ${f.list(held)}. Make it once, or let go of it.`
            : 'The heap’s floor grew, and the verdict says by how much. Something that is made again and again is kept: make it once, or let go of it.';
        },
        open: () => 'The heap’s floor stays steady.',
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
        passed: ({ distinct = 0 }, f) => `The server saw ${f.number(distinct)} different tenants.`,
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
          if (several > 0)
            return `${counted(several, 'call', f)} carried the ids of other calls besides their own: the headers that the filter adds to are not theirs alone. Give each call headers of its own.`;
          if (again > 0)
            return `${counted(again, 'call', f)} carried an id that another call had. Give each call one of its own, in headers that no other call changes.`;
          return `${counted(calls - carried, 'call', f)} came without the x-trace header. Send it with every call.`;
        },
        open: () => 'Each call carries one x-trace header, its own.',
      },
      'deadlines-differ': {
        passed: ({ distinct = 0 }, f) => `The server saw ${f.number(distinct)} different deadlines.`,
        failed: ({ calls = 0, carried = 0, distinct = 0, wanted = 0, stale = 0, longest = 0, most = 0 }, f) => {
          if (calls > carried)
            return `${counted(calls - carried, 'call', f)} came without a deadline. Give one to every call.`;
          if (longest > 0)
            return `A call had ${f.span(longest / 1000)} left, and one that goes astray waits as long. Let none wait longer than ${f.span(most / 1000)}.`;
          if (stale > 0)
            return `${counted(stale, 'call', f)} had only what others left of a deadline that they share. Work it out for each call, from its own start.`;
          return `In ${f.number(calls)} calls the server saw ${counted(distinct, distinct === 1 ? 'deadline' : 'different deadline', f)}; ${f.number(wanted)} are wanted. A deadline is an instant: work it out at each call’s start.`;
        },
        open: ({ distinct = 0, wanted = 0 }, f) =>
          `Each call has a deadline of its own: the server sees at least ${f.number(wanted)} (${f.number(distinct)} so far).`,
      },
      'requests-differ': {
        passed: ({ distinct = 0 }, f) => `The server was asked ${f.number(distinct)} different questions.`,
        failed: ({ calls = 0, distinct = 0, wanted = 0 }, f) =>
          `In ${f.number(calls)} calls the server was asked ${counted(distinct, distinct === 1 ? 'question' : 'different question', f)}; ${f.number(wanted)} are wanted. Change the numbers from call to call.`,
        open: ({ distinct = 0, wanted = 0 }, f) =>
          `The server is asked at least ${f.number(wanted)} different questions (${f.number(distinct)} so far).`,
      },
      'calls-overlap': {
        passed: ({ most = 0 }, f) => `The server worked at ${f.number(most)} calls at the same time.`,
        failed: ({ most = 0, wanted = 0 }, f) =>
          `The server never worked at more than ${f.number(most)} calls at the same time; ${f.number(wanted)} are wanted. Begin more calls before you await the first.`,
        open: ({ most = 0, wanted = 0 }, f) =>
          `The server works at ${f.number(wanted)} calls at the same time (${f.number(most)} so far).`,
      },
      'members-marked': {
        passed: () => 'The server saw the x-member header on half of the calls: those of members.',
        failed: ({ calls = 0, carried = 0 }, f) =>
          `Of ${f.number(calls)} calls, ${f.number(carried)} came with the x-member header; it should be half. Members’ calls, and only those, pass their filter.`,
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
            : `Of ${counted(carried, 'call', f)} with the x-member header, the filter put it on ${f.number(filtered)}. Let all members’ calls pass it.`,
        open: () => 'It is their filter that puts the header on members’ calls.',
      },
      'parts-asked': {
        passed: () => 'Both parts of each request ask the server.',
        failed: () =>
          'The server is not asked for both parts of a request evenly. Leave price and tax as they are: each asks the container for a client, and calls it.',
        open: () => 'Both parts of each request, price and tax, ask the server.',
      },
      'calls-counted': {
        passed: ({ tenants = 0 }, f) =>
          `/metrics has a counter that grows with each call, apart for ${f.number(tenants)} tenants.`,
        failed: ({ counters = 0, calls = 0, counted: total = 0, tenants = 0, wanted = 0 }, f) => {
          if (counters === 0) return '/metrics shows no counter. Keep one, and count each call in it by tenant.';
          return tenants < wanted
            ? `No counter in /metrics tells the tenants apart: its fullest label has ${counted(tenants, 'value', f)}. Count each call by tenant.`
            : `After ${f.number(calls)} calls the counter in /metrics stands at ${f.number(total)}. Count every call, and never reset it: Prometheus works out the rate.`;
        },
        open: () => '/metrics has a counter that grows with each call and tells the tenants apart.',
      },
      'calls-given-up': {
        passed: () => 'Told to end, the program gives up the calls that are under way.',
        failed: () =>
          'Told to end, the program went on waiting for a call that was under way. Let SIGTERM fire the shutdown signal, and give each call that signal.',
        open: () => 'Told to end, the program gives up the calls that are under way. It is told so last.',
      },
      'methods-called': {
        passed: ({ methods = 0 }, f) => `All ${f.number(methods)} methods are called.`,
        failed: ({ methods = 0, wanted = 0 }, f) =>
          `${f.number(methods)} of the ${f.number(wanted)} methods are called as they should be. Keep calling all of them, evenly.`,
        open: ({ wanted = 0 }, f) => `All ${f.number(wanted)} methods are called, evenly.`,
      },
    },
  },
  notices: {
    replaced: {
      removed: 'The file is deleted. Your files as they were are put aside.',
      link: 'The code of the link is in the files. Your version is put aside.',
      reset: 'The files are as given again. Your version is put aside.',
      solution: 'The solution is in the files. Your version is put aside.',
      'other-tab':
        'These files were changed in another tab, and are shown as changed there. The version from this tab is put aside.',
      'this-tab':
        'Another tab had changed these files too. This tab’s version is the newer and was kept; the other is put aside.',
    },
    notKept: 'This browser does not let the page store anything: your edits last until you leave the page.',
    unreadable:
      'What was saved here came from another version of this site and could not be read. It was put aside, not deleted.',
  },
  trouble: {
    reasons: {
      'no-compiler': () =>
        'What turns your TypeScript into what a browser runs could not be fetched: this page seems to be without a network. Your edits are safe. Press Run when the network is back; from then on it is not needed.',
      'syntax-error': (r) => {
        const kind = moreThanTypes(r);
        if (!kind) return `${r.file ?? program(r)} does not parse${place(r)}. Mend the marked line and press Run.`;
        const { what, instead } = {
          enum: { what: 'An enum', instead: 'Write `const Color = { Red: 0, Blue: 1 } as const`' },
          namespace: { what: 'A namespace', instead: 'A file is a module: export from it' },
          'parameter property': {
            what: 'A parameter property',
            instead: 'Declare the field and set it in the constructor',
          },
        }[kind];
        return `${what} cannot be used${place(r)}: Node runs TypeScript by taking its types out, and that would leave nothing. ${instead}, then press Run.`;
      },
      'does-not-compile': (r) =>
        `${r.file ?? program(r)} does not compile${place(r)}. The compiler’s own words are below. Mend the marked line and press Run.`,
      'uncaught-error': (r) =>
        `${program(r)} ended with an error that nothing caught${place(r)}. Read the message, mend the code, then press Run.`,
      'access-denied': (r) =>
        `${program(r)} asked for something a sandbox does not give${place(r)}: files outside it, other processes, the network or native add-ons. Leave that out and press Run.`,
      'one-thread': (r) =>
        `${program(r)} wanted a second thread${place(r)}, and in a browser .NET has one. .Result and .Wait() would hold up what they wait for, and a new Thread cannot start. Use await and Task.Run, and press Run.`,
      'held-up': (r) =>
        `${program(r)} slept for too long${place(r)}. In a browser .NET has one thread, and Thread.Sleep holds it: no call is answered, no timer fires, nothing is measured. Write await Task.Delay(…), which waits without holding the thread, and press Run.`,
      'no-file': (r) =>
        `${program(r)} asked for a file that is not there${place(r)}. In a browser .NET sees none of this machine’s files. A program has files in memory of its own: none at first, gone at its end. Let it write the file before it reads it, and press Run.`,
      'missing-module': (r) =>
        `${program(r)} imports a module that is not in this sandbox${place(r)}. Import from the files in the tabs, @grpc/grpc-js, msgpackr, prom-client, or Node itself.`,
      'heap-full': (r, f) =>
        `${program(r)} filled its heap${r.bytes === undefined ? '' : ` up to its cap of ${f.bytes(r.bytes)}`} and was ended. So a leak may end in production. Find what the floor is made of, and run again.`,
      'memory-full': (r, f) =>
        `${program(r)} took more memory outside its heap than a sandbox gives${r.bytes === undefined ? '' : ` (${f.bytes(r.bytes)})`} and was ended. Buffers, shared memory and databases lie there, where the chart does not show them. Find what is kept, and run again.`,
      'disk-full': (r, f) =>
        `${program(r)} was ended: its files took more of the disk than a sandbox gives${r.bytes === undefined ? '' : ` (${f.bytes(r.bytes)}, or 20,000 files)`}. They are gone at the next Run.`,
      'heap-vast': (r) =>
        `${program(r)} was ended: collecting its garbage takes so much that its heap must hold a gigabyte or more. This browser shows no bytes, only how many clients and channels live: if these are few, something else is kept. Find it, and run again.`,
      'ended-by-browser': (r) =>
        `${program(r)} was ended by the browser, most likely because its memory ran out. A loop that makes things and never awaits fills it within seconds, and no chart can show it: put an await in it, then find what is kept.`,
      unresponsive: (r, f) =>
        `${program(r)} gave no sign of life${r.seconds === undefined ? '' : ` for ${f.span(r.seconds)}`} and was ended. A loop that never awaits blocks everything: put an await in it. If it also makes things, its heap grows unseen.`,
      exited: (r) =>
        `${program(r)} ended by itself${r.exitCode === undefined ? '' : ` with exit code ${r.exitCode}`}. The chart needs a client that goes on calling: keep its loop, and press Run.`,
      killed: (r) =>
        `${program(r)} was ended from outside the sandbox, perhaps for lack of memory on this machine. Press Run to start again.`,
      'port-in-use': (r) =>
        `${r.port === undefined ? 'The port' : `Port ${r.port}`} was already taken, so the server could not listen. Let server.ts listen on the port it is given, and press Run.`,
      'server-exited': () =>
        'The Sum server ended while the client was running, so no call can be answered. Look at the server’s log, mend server.ts or reset it, and press Run.',
      'no-listen': () =>
        'server.ts ended without listening, so the client had nothing to call. Mend it or reset it, and press Run.',
      'never-listens': (r, f) =>
        `server.ts has been running${r.seconds === undefined ? '' : ` for ${f.span(r.seconds)}`} without listening, so the client has nothing to call. It loops, or waits for something that never comes, before it listens. Mend it or reset it, and press Run.`,
      'runtime-missing': () =>
        'There is nothing here to run the code on. In a clone of this site’s repository, run “npm ci && npm start”, open the address it prints, and press Try again. The code can be edited meanwhile.',
      'connection-lost': () =>
        'The connection to the runtime was lost, and the run with it. Your edits are safe. See that “npm start” is still running, then press Run.',
      'no-key': () =>
        'This page was opened without the key to the local runtime. Open the address that “npm start” printed last, on this machine: it carries the key, and this browser then keeps it; a private window may not. Or run the code in this tab.',
      'no-dotnet': () =>
        'The computer that serves this page has no .NET 10 on its path that runs the program. Install the .NET 10 runtime or SDK there and start “npm start” again, or run the code in this tab.',
      'no-wall': () =>
        'C# runs there only on Linux, behind Bubblewrap: without it, nothing would keep .NET from your files. Run the code in this tab.',
      refused: () =>
        'The runtime turned this page away. Open the page at the address that “npm start” printed, and reload it.',
      'too-large': (r, f) =>
        `The files are larger than a sandbox takes${r.bytes === undefined ? '' : ` (${f.bytes(r.bytes)})`}. Shorten them and press Run.`,
      exhausted: () =>
        'This machine has run out of something that a sandbox needs: disk space, open files, processes or memory. Its own word for it is below. Free some of it, and press Run.',
      'too-many': () => 'Too many sandboxes are open at once. Close one, here or in another tab, and press Run.',
      'boot-timeout': (r, f) =>
        `The runtime did not come up${r.seconds === undefined ? ' in time' : ` within ${f.span(r.seconds)}`}. Press Run to try again.`,
      'not-isolated': () =>
        'A WebContainer needs a page that is cross-origin isolated, and this one was served without the headers for that. Whoever publishes the site can add them: they are in the file “_headers” of the built site.',
      'no-shared-memory': () =>
        'A WebContainer needs memory that threads share (SharedArrayBuffer), and this browser does not have it, or it was turned off. Use a current desktop browser, or another runtime.',
      'storage-blocked': () =>
        'A WebContainer lives in a frame from stackblitz.com, and that frame stayed silent, as it does where the browser or an extension blocks cookies and storage of other sites. Allow them for stackblitz.com, *.webcontainer.io and *.staticblitz.com, and press Try again.',
      'hosts-unreachable': (r) =>
        `A WebContainer is loaded from hosts that cannot be reached from here: ${r.hosts?.join(', ') ?? 'stackblitz.com'}. Look at the connection, or ask whoever runs this network to allow them, and press Try again.`,
      'out-of-memory': () =>
        'The browser has no memory left for a WebContainer. Close other tabs, and press Try again.',
      'version-refused': () =>
        'StackBlitz no longer takes the version of its client that this site uses. Use another runtime, and tell whoever publishes the site.',
      unlicensed: () =>
        'StackBlitz turned this site away: it asks for a licence, or for another client id. Use another runtime, and tell whoever publishes the site.',
      'boot-failed': () =>
        'The runtime could not start; its own words are below. Press Try again, or use another runtime.',
      'container-lost': () =>
        'The WebContainer went away, and the run with it. Your edits are safe. Press Run to boot it again.',
      'not-supported': () =>
        'This browser lacks what the runtime needs, or the runtime asked for is not part of this site. Open the page in a current browser and without “?runtime=”.',
      internal: () =>
        'Something went wrong in Leak Lab itself. Press Run to try again; if it happens again, report it with the message below.',
    },
  },
};
