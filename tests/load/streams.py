"""Measures chat beside many open streams of events, and that each stream tells all of its session: `make streams`.

Turns come at a steady pace, each at its time (open loop). Every round is run without streams and with them, in turn, on
sessions of its own. What the streams told is compared with the rows of the database. Writes docs/proof/streams.md.
"""

import asyncio
import csv
import gc
import os
import resource
import sqlite3
import statistics
import sys
import time

from measure import CLOSED, HERE, Server, circumstances, output, own_databases, token, verdict
from readers import Readers
from turns import open_sessions, say

REPORT = HERE.parent.parent / "docs" / "proof" / "streams.md"
STREAMS = int(os.environ.get("STREAMS", "1000"))
PACE = int(os.environ.get("PACE", "50"))
SECONDS = float(os.environ.get("SECONDS_EACH", "20"))
ROUNDS = int(os.environ.get("ROUNDS", "5"))
# The most that the streams may cost: p99 with them divided by p99 without.
AIM = 1.5
# An event that is not told so many seconds after the last answer is lost.
SETTLED = 2.0

# All from one address, each user with a stream of their own.
SETTINGS = {**CLOSED, "HANDOVER__SERVER__CONNECTIONS_PER_ADDRESS": "0"}
# What a session hears, one after the other: nothing that a person must be called for.
WORDS = (
    "The left wheel squeaks when the boat turns; what should I look at first?",
    "Where do I find the grease for it?",
    "And how often should that be done?",
)


def rows(url, sessions):
    """What a stream must have told of each of `sessions`: (number, kind, id of the message)."""
    question = "SELECT session_id, number, kind, subject FROM session_events ORDER BY session_id, number"
    if url.startswith("sqlite:"):
        with sqlite3.connect(url.removeprefix("sqlite:")) as connection:
            found = connection.execute(question).fetchall()
    else:
        found = csv.reader(output("psql", "--csv", "--tuples-only", "--command", question, url).splitlines())
    events = {session: [] for session, _ in sessions}
    for session, number, kind, subject in found:
        if session in events:
            events[session].append((int(number), kind, subject if kind == "message" else None))
    return events


def percentile(taken, share):
    return sorted(taken)[min(len(taken) - 1, int(len(taken) * share))] * 1000


def compare(told, events, due_at):
    """Events that streams did not tell as the rows are, and seconds from when a turn was due to its answer on the stream."""
    wrong, delays, count = [], [], 0
    for session, should in events.items():
        heard = told[session]
        count += len(should)
        if [event[:3] for event in heard] != should:
            wrong.append((session, should, heard))
        said = [event for event in heard if event.kind == "message"]
        due = due_at.get(session, [])
        if len(said) == 2 * len(due):
            delays += (answer.arrived - at for answer, at in zip(said[1::2], due))
    return wrong, delays, count


def half(server, url, with_streams):
    """One run: a dictionary of its figures."""
    tokens = [token(f"user-{number}") for number in range(STREAMS)]
    sessions = asyncio.run(open_sessions(server.port, tokens))
    memory, readers = server.memory(), None
    if with_streams:
        readers = Readers(server.port, sessions)
        time.sleep(SETTLED)
    found = {"memory": (server.memory() - memory) * 1024 / STREAMS}
    worked = server.worked()
    taken, due_at, refused = asyncio.run(say(server.port, sessions, WORDS, int(SECONDS * PACE), PACE))
    found |= {
        "p50": percentile(taken, 0.5),
        "p99": percentile(taken, 0.99),
        "refused": refused,
        "worked": (server.worked() - worked) / len(taken) * 1000,
    }
    time.sleep(SETTLED)
    if readers:
        found["memory_after"] = server.memory()
        told, ended = readers.close()
        wrong, delays, count = compare(told, rows(url, sessions), due_at)
        found |= {"wrong": wrong, "ended": ended, "events": count}
        found |= {"told_p50": percentile(delays, 0.5), "told_p99": percentile(delays, 0.99)} if delays else {}
    return found


def complain(found):
    """Prints what went wrong in a run; how much that is."""
    for status, answer in found["refused"][:3]:
        print(f"  refused: {status} {answer}")
    for session, should, heard in found.get("wrong", [])[:3]:
        print(f"  {session}: the rows are {should}, told was {[event[:3] for event in heard]}")
    if found.get("ended"):
        print(f"  {found['ended']} streams ended by themselves")
    return len(found["refused"]) + len(found.get("wrong", [])) + found.get("ended", 0)


def measure(database, url):
    """One pair of runs a round, and how much went wrong."""
    server, pairs, errors = Server(url, SETTINGS), [], 0
    half(server, url, False)
    for turn in range(ROUNDS):
        pair = {}
        # Whoever is first finds the disk as the other left it: they change places.
        for with_streams in (False, True)[:: 1 if turn % 2 == 0 else -1]:
            pair[with_streams] = half(server, url, with_streams)
            errors += complain(pair[with_streams])
        pairs.append(pair)
        without, beside = pair[False], pair[True]
        print(
            f"round {turn + 1}/{ROUNDS} {database:10} p50 {without['p50']:.1f} ms, beside {STREAMS} streams "
            f"{beside['p50']:.1f}; p99 {without['p99']:.1f} ms, beside {beside['p99']:.1f} = "
            f"{beside['p99'] / without['p99']:.2f}; {beside['events']} events, {beside['memory']:.1f} kB a stream",
            flush=True,
        )
    server.stop()
    return pairs, errors


def middle(pairs, with_streams, name):
    return statistics.median(pair[with_streams][name] for pair in pairs)


def line(database, pairs):
    ratio = statistics.median(pair[True]["p99"] / pair[False]["p99"] for pair in pairs)
    figures = [f"{middle(pairs, streams, name):.1f}" for name in ("p50", "p99") for streams in (False, True)]
    work = [f"{middle(pairs, streams, 'worked'):.2f}" for streams in (False, True)]
    events = sum(pair[True]["events"] for pair in pairs)
    wrong = sum(len(pair[True]["wrong"]) for pair in pairs)
    cells = [
        database,
        *figures,
        f"{ratio:.2f} ({verdict(ratio <= AIM)})",
        *work,
        f"{middle(pairs, True, 'told_p50'):.1f}",
        f"{middle(pairs, True, 'told_p99'):.1f}",
        f"{events}",
        f"{wrong}",
        f"{max(pair[True]['memory'] for pair in pairs):.1f} kB",
        f"{max(pair[True]['memory_after'] for pair in pairs):.0f} MB",
    ]
    return "| " + " | ".join(cells) + " |"


def report(results):
    text = f"""# What `make streams` measured

{circumstances()} {ROUNDS} rounds of {SECONDS:g} s without and with the streams in turn, medians of the rounds; one more before them
warms the server up. {STREAMS} users, each with a token, a session and one stream of its events; {PACE} chat turns a second over
all sessions, each at its time however long the one before takes (open loop), and each time counted from when it was due.
Readers and turns are a process each.

An event is right when the stream told it once, in order, with the number, the kind and the message of its row; one that
is not there {SETTLED:g} s after the last answer is lost. The aim for the ratio is ≤ {AIM:g}.

| database | p50 ms without | with | p99 ms without | with | ratio of p99 | processor ms a turn without | with | answer on the stream, p50 ms | p99 ms | events | streams that told them wrong | memory a stream | server then |
|---|--:|--:|--:|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|
"""
    text += "".join(line(database, pairs) + "\n" for database, pairs in results.items())
    REPORT.write_text(text)
    print("\n" + text)


def main():
    # A file for each stream, in both processes.
    least, most = STREAMS + 256, resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    if resource.getrlimit(resource.RLIMIT_NOFILE)[0] < least:
        resource.setrlimit(resource.RLIMIT_NOFILE, (least, most))
    gc.disable()
    results, errors = {}, 0
    for database, url in own_databases().items():
        results[database], wrong = measure(database, url)
        errors += wrong
    report(results)
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
