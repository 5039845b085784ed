"""Says things to the service at a steady pace: each request is due at its time, however long the one before takes."""

import asyncio
import json
import time

# The service closes a connection that is silent for 5 s; a younger one is used again.
FRESH = 2.0


class Client:
    """Connections that are kept while they are used."""

    def __init__(self, port):
        self.port = port
        self.kept = []

    async def connection(self):
        while self.kept:
            used, *pair = self.kept.pop()
            if time.monotonic() - used < FRESH:
                return pair
            pair[1].close()
        return await asyncio.open_connection("127.0.0.1", self.port)

    async def post(self, path, token, body):
        """The status and the document that answers."""
        content = json.dumps(body).encode()
        head = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nAuthorization: Bearer {token}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(content)}\r\n\r\n"
        )
        reader, writer = await self.connection()
        writer.write(head.encode() + content)
        answer = await reader.readuntil(b"\r\n\r\n")
        fields = dict(line.lower().split(": ", 1) for line in answer.decode().split("\r\n")[1:] if line)
        document = await reader.readexactly(int(fields["content-length"]))
        self.kept.append((time.monotonic(), reader, writer))
        return int(answer.split()[1]), json.loads(document)

    def close(self):
        for _, _, writer in self.kept:
            writer.close()


async def open_sessions(port, tokens):
    """A session for each user: pairs of its id and their token."""
    client, places = Client(port), asyncio.Semaphore(8)

    async def open_one(token):
        async with places:
            status, answer = await client.post("/api/ai/sessions", token, {"language": "en"})
        if status != 201:
            raise SystemExit(f"no session was opened: {status} {answer}")
        return answer["session_id"], token

    opened = await asyncio.gather(*(open_one(token) for token in tokens))
    client.close()
    return opened


async def say(port, sessions, words, count, pace):
    """Says `words` in one session after the other, `count` times in all and `pace` times a second.

    Seconds from when each turn was due to its whole answer; when each was due, by session; what was refused.
    """
    client, taken, due_at, refused = Client(port), [], {}, []
    loop = asyncio.get_running_loop()

    async def turn(number, due):
        session, token = sessions[number % len(sessions)]
        text = words[number // len(sessions) % len(words)]
        await asyncio.sleep(due - loop.time())
        due_at.setdefault(session, []).append(due)
        try:
            body = {"message": text, "session_id": session, "language": "en"}
            status, answer = await client.post("/api/ai/chat", token, body)
        except (OSError, asyncio.IncompleteReadError) as error:
            status, answer = 0, repr(error)
        taken.append(loop.time() - due)
        if status != 200:
            refused.append((status, answer))

    begun = loop.time() + 0.1
    await asyncio.gather(*(turn(number, begun + number / pace) for number in range(count)))
    client.close()
    return taken, due_at, refused
