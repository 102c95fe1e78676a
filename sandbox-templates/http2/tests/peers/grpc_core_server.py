"""The test service of ../grpc/service.ts on gRPC's C core. Prints its port; ends with its standard input."""
import re
import sys
import threading
from concurrent import futures

import grpc

cancelled = 0
sent = 0
changed = threading.Condition()


def count_cancellation():
    global cancelled
    with changed:
        cancelled += 1
        changed.notify_all()


def echo(request, context):
    received = [(name, value) for name, value in context.invocation_metadata() if name.startswith("x-")]
    context.send_initial_metadata(received)
    context.set_trailing_metadata([(re.sub(r"(-bin)?$", r"-trailer\1", name, count=1), value) for name, value in received])
    return request


def collect(messages, _context):
    sizes = [len(message) for message in messages]
    return b"%d/%d" % (sum(sizes), len(sizes))


def count(request, _context):
    for index in range(int(request)):
        yield b"%d" % index


def chat(messages, _context):
    yield from messages


def fail(request, context):
    code, details = request.decode().split(" ", 1)
    context.set_trailing_metadata([("reason", "asked")])
    context.abort(next(status for status in grpc.StatusCode if status.value[0] == int(code)), details)


def hang(_request, context):
    done = threading.Event()
    context.add_callback(done.set)
    done.wait()
    return b""


def forever(_request, context):
    global sent
    context.add_callback(count_cancellation)
    while context.is_active():
        sent += 1
        yield bytes(1000)


def together(request, _context):
    return request


def cancellations(request, _context):
    with changed:
        changed.wait_for(lambda: cancelled >= int(request))
        return b"%d" % cancelled


def sent_so_far(_request, _context):
    return b"%d" % sent


handlers = {
    "Echo": grpc.unary_unary_rpc_method_handler(echo),
    "Collect": grpc.stream_unary_rpc_method_handler(collect),
    "Count": grpc.unary_stream_rpc_method_handler(count),
    "Chat": grpc.stream_stream_rpc_method_handler(chat),
    "Fail": grpc.unary_unary_rpc_method_handler(fail),
    "Hang": grpc.unary_unary_rpc_method_handler(hang),
    "Forever": grpc.unary_stream_rpc_method_handler(forever),
    "Sent": grpc.unary_unary_rpc_method_handler(sent_so_far),
    "Together": grpc.unary_unary_rpc_method_handler(together),
    "Cancelled": grpc.unary_unary_rpc_method_handler(cancellations),
}

limits = [(f"grpc.max_{way}_message_length", -1) for way in ("send", "receive")] + [
    (f"grpc.{limit}_metadata_size", 65536) for limit in ("max", "absolute_max")
]
server = grpc.server(futures.ThreadPoolExecutor(max_workers=32), options=limits)
server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler("lab.Test", handlers),))
print(server.add_insecure_port("127.0.0.1:0"), flush=True)
server.start()
sys.stdin.read()
server.stop(grace=None)
