"""Holds many streams of events open, in a process of its own, and says afterwards what each was told and when.

While streams are open nothing is done with what arrives but to keep it: both processes share two cores with the service.
"""

import asyncio
import gc
import json
import multiprocessing
import time
import typing

# How many streams are being opened at once.
AT_ONCE = 32


class Event(typing.NamedTuple):
    """A numbered event; `message` is the id of what was said, where it is that."""

    number: int
    kind: str
    message: str | None
    arrived: float


class Stream(asyncio.Protocol):
    """One stream: the pieces that came, and when."""

    def __init__(self, request):
        self.request = request
        self.pieces = []
        self.greeted = asyncio.get_running_loop().create_future()
        self.is_over = False

    def connection_made(self, transport):
        self.transport = transport
        transport.write(self.request)

    def data_received(self, piece):
        self.pieces.append((time.monotonic(), piece))
        if not self.greeted.done() and b"event: presence" in b"".join(piece for _, piece in self.pieces):
            self.greeted.set_result(None)

    def connection_lost(self, error):
        self.is_over = True
        if not self.greeted.done():
            said = b"".join(piece for _, piece in self.pieces)[:600]
            self.greeted.set_exception(RuntimeError(f"a stream ended before it said anything: {error} {said}"))

    def events(self):
        """The numbered events, in the order in which they came."""
        head, found, chunked, text = None, [], b"", b""
        for arrived, piece in self.pieces:
            chunked += piece
            if head is None:
                head, separator, chunked = chunked.partition(b"\r\n\r\n")
                if not separator:
                    head, chunked = None, head
                    continue
            while (end := chunked.find(b"\r\n")) >= 0 and len(chunked) >= end + 4 + int(chunked[:end], 16):
                size = int(chunked[:end], 16)
                text += chunked[end + 2 : end + 2 + size]
                chunked = chunked[end + 4 + size :]
            *whole, text = text.split(b"\n\n")
            found += (event for part in whole if (event := numbered(part.decode(), arrived)))
        return found


def numbered(text, arrived):
    fields = dict(line.split(": ", 1) for line in text.split("\n") if ": " in line)
    if "id" not in fields:
        return None
    return Event(int(fields["id"]), fields["event"], json.loads(fields["data"]).get("message_id"), arrived)


class Readers:
    """Streams of `watched`, pairs of a session and a token, each from its session's first event on."""

    def __init__(self, port, watched):
        context = multiprocessing.get_context("fork")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=read, args=(theirs, port, watched), daemon=True)
        self.process.start()
        theirs.close()
        self.hear()

    def hear(self):
        """What the other process says next."""
        try:
            return self.pipe.recv()
        except EOFError:
            raise SystemExit("the readers of streams died") from None

    def close(self):
        """Ends the streams: what each session's was told, and how many had ended by themselves."""
        self.pipe.send("close")
        told, ended = self.hear()
        self.process.join()
        return told, ended


def read(pipe, port, watched):
    gc.disable()
    pipe.send(asyncio.run(keep_open(pipe, port, watched)))


async def keep_open(pipe, port, watched):
    loop, places, streams = asyncio.get_running_loop(), asyncio.Semaphore(AT_ONCE), {}

    async def open_one(session, token):
        request = f"GET /api/ai/sessions/{session}/events HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Bearer {token}\r\n\r\n"
        async with places:
            _, streams[session] = await loop.create_connection(lambda: Stream(request.encode()), "127.0.0.1", port)
            await streams[session].greeted

    await asyncio.gather(*(open_one(*one) for one in watched))
    pipe.send("open")
    asked = asyncio.Event()
    loop.add_reader(pipe.fileno(), asked.set)
    await asked.wait()
    ended = sum(stream.is_over for stream in streams.values())
    for stream in streams.values():
        stream.transport.abort()
    return {session: stream.events() for session, stream in streams.items()}, ended
