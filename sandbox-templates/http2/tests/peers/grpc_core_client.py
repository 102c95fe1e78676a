"""The calls of ../grpc/calls.ts made by gRPC's C core against the port given. Prints their results as one JSON object."""
import itertools
import json
import queue
import sys

import grpc

MEBIBYTE = 2**20
UNICODE = "größe überschritten: 超過了上限 🚱 %20 \"quoted\"\n"

limits = [(f"grpc.max_{way}_message_length", -1) for way in ("send", "receive")] + [
    (f"grpc.{limit}_metadata_size", 65536) for limit in ("max", "absolute_max")
]
channel = grpc.insecure_channel(f"127.0.0.1:{sys.argv[1]}", options=limits)


def big(octets):
    text = b"memory leaks slowly, "
    return (text * (octets // len(text) + 1))[:octets]


def unary(name):
    return channel.unary_unary(f"/lab.Test/{name}")


def stream(name):
    return channel.unary_stream(f"/lab.Test/{name}")


def collect(messages):
    return channel.stream_unary("/lab.Test/Collect")(iter(messages)).decode()


def chat(messages):
    return channel.stream_stream("/lab.Test/Chat")(messages)


def indices(count):
    return [b"%d" % index for index in range(count)]


def in_order(messages):
    received = [int(message) for message in messages]
    return f"{len(received)} in order" if received == list(range(len(received))) else "out of order"


def failure(name, message, **options):
    try:
        unary(name)(message, **options)
    except grpc.RpcError as error:
        found = {"code": error.code().value[0], "details": error.details()}
        reasons = [value for key, value in error.trailing_metadata() or () if key == "reason"]
        return {**found, "reason": reasons[0]} if reasons else found
    raise AssertionError(f"{name} did not fail")


def turn_by_turn():
    said = queue.SimpleQueue()
    answers = chat(iter(said.get, None))
    answered = 0
    for message in indices(100):
        said.put(message)
        answered += next(answers) == message
    said.put(None)
    return [answered, next(answers, None) is None]


def wide_metadata():
    sent = [(f"x-wide-{index}", chr(97 + index) * 1000) for index in range(12)] + [("x-octets-bin", big(3000))]
    call = unary("Echo").with_call(b"wide", metadata=sent)[1]
    initial, trailing = list(call.initial_metadata()), list(call.trailing_metadata())
    renamed = [(name.replace("-bin", "-trailer-bin") if name.endswith("-bin") else f"{name}-trailer", value) for name, value in sent]
    return [sum(field in initial for field in sent), sum(field in trailing for field in renamed)]


def cancelled_call():
    before = int(unary("Cancelled")(b"0"))
    call = stream("Forever")(b"")
    for _ in range(10):
        next(call)
    call.cancel()
    return [call.code().value[0], int(unary("Cancelled")(b"%d" % (before + 1))) > before]


def slow_reader():
    # A window that stays as it is: the core widens it by what it has seen the connection carry, past what is to be read here.
    narrow = grpc.insecure_channel(f"127.0.0.1:{sys.argv[1]}", options=[*limits, ("grpc.http2.bdp_probe", 0)])
    sent = lambda: int(narrow.unary_unary("/lab.Test/Sent")(b""))
    limit = sent() + 20_000
    messages = narrow.unary_stream("/lab.Test/Forever")(b"")
    next(messages)
    before, now = 0, sent()
    while before != now and now < limit:
        for _ in range(100):
            narrow.unary_unary("/lab.Test/Echo")(b"")
        before, now = now, sent()
    held = before == now
    received = 1 + sum(1 for _ in itertools.islice(messages, 19_999))
    messages.cancel()
    narrow.close()
    return [held, received]


def at_once():
    pending = [unary("Together").future(b"10") for _ in range(200)]
    return sum(call.result() == b"10" for call in pending)


calls = {
    "unary": lambda: unary("Echo")(b"hello").decode(),
    "unary without content": lambda: len(unary("Echo")(b"")),
    "unary of 1 MiB": lambda: unary("Echo")(big(MEBIBYTE)) == big(MEBIBYTE),
    "unary of 16 MiB": lambda: unary("Echo")(big(16 * MEBIBYTE)) == big(16 * MEBIBYTE),
    "a thousand unary calls one after another": lambda: sum(unary("Echo")(message) == message for message in indices(1000)),
    "client streaming": lambda: collect(indices(10)),
    "client streaming of 1 MiB messages": lambda: collect([big(MEBIBYTE)] * 8),
    "10,000 messages to the server": lambda: collect(indices(10_000)),
    "server streaming": lambda: in_order(stream("Count")(b"10")),
    "server streaming of nothing": lambda: in_order(stream("Count")(b"0")),
    "10,000 messages from the server": lambda: in_order(stream("Count")(b"10000")),
    "bidirectional streaming, turn by turn": turn_by_turn,
    "10,000 messages both ways": lambda: in_order(chat(iter(indices(10_000)))),
    "statuses": lambda: [failure("Fail", b"%d because" % code) for code in range(1, 17)],
    "a status with UTF-8 details": lambda: failure("Fail", f"9 {UNICODE}".encode()),
    "a method that does not exist": lambda: failure("Missing", b"")["code"],
    "16 kB of metadata": wide_metadata,
    "a deadline": lambda: failure("Hang", b"", timeout=0.05)["code"],
    "a deadline that has passed": lambda: failure("Echo", b"", timeout=-1)["code"],
    "a cancelled call, and the server hears of it": cancelled_call,
    "a slow reader holds its own stream up, and no other": slow_reader,
    "200 calls at once": at_once,
}

results = {}
for name, call in calls.items():
    try:
        results[name] = call()
    except (grpc.RpcError, AssertionError) as error:
        results[name] = f"failed: {error}"
print(json.dumps(results))
