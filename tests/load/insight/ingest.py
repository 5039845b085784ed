"""What a chat turn pays for the note that its session has changed: processor time with it and without, in short blocks of
turns in turn.

Two services of one commit answer the same turns, each on a database of its own: one notes, in the other
`SqlTransaction::note_change` does nothing. A block is so short that both of a pair find the machine alike, and processor
time does not count the waiting for others; the median of many pairs tells apart what throughput cannot.

BLOCK and PAIRS are the turns of a block and the pairs of blocks.
"""

import os
import pathlib
import re
import sqlite3
import statistics
import time

import measure
import tickets

BLOCK = int(os.environ.get("BLOCK", "200"))
PAIRS = int(os.environ.get("PAIRS", "200"))
WIDTH = 8
# On SQLite one line may be nobody's: the one that keeps the last number.
NOTES = "FROM insight_changes JOIN ai_sessions USING (session_id)"
# A period in which nothing was: who asks for it waits until all notes are followed up, and for little else.
LONG_AGO = "analytics/overview?from=2001-01-01&to=2001-01-01"


def stat(pid):
    """The fields of /proc/PID/stat behind the name."""
    return pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def worked(pid):
    """Seconds of processor time of a process, to the nanosecond: /proc tells hundredths. See clock_getcpuclockid(3)."""
    return time.clock_gettime(~int(pid) << 3 | 2)


class Cluster:
    """The PostgreSQL of the measurement: its processes, also those that have ended."""

    def __init__(self, url):
        folder = measure.output("psql", "-At", url, "-c", "SHOW data_directory").strip()
        self.first = int((pathlib.Path(folder) / "postmaster.pid").read_text().split("\n", 1)[0])

    def worked(self):
        """Seconds of processor time so far."""
        # Those that have ended are told by the one that has made them all.
        found = worked(self.first) + sum(map(int, stat(self.first)[13:15])) / os.sysconf("SC_CLK_TCK")
        for folder in pathlib.Path("/proc").glob("[0-9]*"):
            try:
                if int(stat(folder.name)[1]) == self.first:
                    found += worked(folder.name)
            except OSError:
                continue
        return found


class Side:
    """A program on a database of its own."""

    def __init__(self, binary, url, cluster):
        ours, measure.BINARY = measure.BINARY, binary
        self.server, self.url, self.cluster = measure.Server(url), url, cluster
        measure.BINARY = ours

    def worked(self):
        """Seconds of processor time of the service and of its database so far."""
        return worked(self.server.process.pid), self.cluster.worked() if self.cluster else 0.0

    def sql(self, statement):
        if self.cluster:
            return measure.output("psql", "-Atq", self.url, "-c", statement).strip()
        with sqlite3.connect(self.url.removeprefix("sqlite:")) as connection:
            return "\n".join("|".join(map(str, row)) for row in connection.execute(statement))

    def block(self, turns):
        """A block of turns: microseconds of the service and of its database for a turn."""
        body = measure.body_file("chat.json", {**measure.CHAT, "session_id": "{uuid}"})
        before = self.worked()
        found = measure.drive(self.server, WIDTH, 600, "/api/ai/chat", body, "--max", turns)
        after = self.worked()
        if found["errors"] or int(found["ok"]) != turns:
            raise SystemExit(f"turns: {found}")
        return [(end - begin) * 1e6 / turns for begin, end in zip(before, after)]

    def ahead(self, turns):
        """Bytes that PostgreSQL writes ahead for a turn."""
        read = "SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn"
        before = int(self.sql(read))
        self.block(turns)
        return (int(self.sql(read)) - before) / turns

    def notes(self):
        return int(self.sql(f"SELECT count(*) {NOTES}"))

    def caught_up(self):
        """Follows up all notes: microseconds of processor time for a session."""
        sessions = int(self.sql(f"SELECT count(DISTINCT session_id) {NOTES}"))
        questions = 1 + self.notes() // 2000
        before = sum(self.worked())
        for _ in range(questions):
            tickets.get(self.server, LONG_AGO)
        if self.notes():
            raise SystemExit("some notes were not followed up")
        return (sum(self.worked()) - before) * 1e6 / max(1, sessions)

    def forgotten(self):
        """Forgets all notes, as many at once as the service does, and takes it back: microseconds for a session."""
        if not self.cluster:
            return 0.0
        sessions = int(self.sql(f"SELECT count(DISTINCT session_id) {NOTES}"))
        numbers = self.sql("SELECT number FROM insight_changes ORDER BY number").split()
        some = [",".join(numbers[first:first + 1000]) for first in range(0, len(numbers), 1000)]
        before = self.cluster.worked()
        deletions = "; ".join(f"DELETE FROM insight_changes WHERE number IN ({part})" for part in some)
        file = measure.FOLDER / "forget.sql"
        file.write_text(f"BEGIN; {deletions}; ROLLBACK;")
        measure.output("psql", "-q", self.url, "-f", file)
        time.sleep(0.5)
        return (self.cluster.worked() - before) * 1e6 / max(1, sessions)


def url_of(database, name):
    """A new database of that kind."""
    if database == "SQLite":
        return f"sqlite:{measure.FOLDER}/{name}.db"
    measure.output("psql", "-q", measure.POSTGRES, "-c", f"CREATE DATABASE {name}")
    return re.sub(r"/[^/]*$", f"/{name}", measure.POSTGRES)


def settle(sides):
    """Makes connections, statements and threads, and lets the service follow up its first notes, which it does a minute
    after it has begun and then each hour: that would be counted as turns'."""
    for side in 2 * sides:
        side.block(BLOCK)
    patience = time.monotonic() + 180
    while sides[0].notes() and time.monotonic() < patience:
        time.sleep(2)
    time.sleep(2)


def pairs(sides):
    """What each side used in blocks of the two in turn."""
    settle(sides)
    used = [[], []]
    for turn in range(PAIRS):
        # Who is first finds what the other has left to be done: they change places.
        for place in (0, 1) if turn % 2 else (1, 0):
            used[place].append(sides[place].block(BLOCK))
    return list(zip(*used))


def compared(database, both):
    """Lines of the report on pairs of blocks."""
    ratios = [sum(one) / sum(other) - 1 for one, other in both]
    low, middle, high = statistics.quantiles(ratios, n=4, method="inclusive")
    # What a median of so many values is unsure by, if they lie around it as the middle half does.
    unsure = 1.25 * (high - low) / 1.35 / len(ratios) ** 0.5
    verdict = "reached" if middle <= 0.03 else "**above**"
    lines = [f"| {database}, µs of a turn | with the note | without | more |", "|---|--:|--:|--:|"]
    for place, name in enumerate(("service", "database")):
        of = [statistics.median(pair[side][place] for pair in both) for side in (0, 1)]
        more = statistics.median(one[place] - other[place] for one, other in both)
        if of[0]:
            lines.append(f"| {name} | {of[0]:,.0f} | {of[1]:,.0f} | {more:+,.1f} |")
    return [
        *lines, "",
        f"{database}: {middle:+.1%} of processor time, ± {unsure:.1%} (aim ≤ 3 %: {verdict}); half of "
        f"the pairs lie between {low:+.1%} and {high:+.1%}.", "",
    ]


def told(database, binaries):
    """Lines of the report on one database."""
    cluster = Cluster(measure.POSTGRES) if database == "PostgreSQL" else None
    sides = [Side(binary, url_of(database, f"side{number}"), cluster) for number, binary in enumerate(binaries)]
    lines = compared(database, pairs(sides))
    if cluster:
        ahead = [side.ahead(10 * BLOCK) for side in sides]
        lines += [f"Written ahead for a turn: {ahead[0]:,.0f} bytes with the note, {ahead[1]:,.0f} without.", ""]
    one = sides[0]
    sessions = int(one.sql(f"SELECT count(DISTINCT session_id) {NOTES}"))
    notes, forgotten, caught_up = one.notes(), one.forgotten(), one.caught_up()
    lines += [
        f"Later, beside the turns, {caught_up:.0f} µs for each session that has changed are taken by deriving its facts and "
        "keeping them" + (f", of them {forgotten:.1f} µs by forgetting its notes" if cluster else "")
        + f" ({sessions:,} sessions, {notes:,} notes).", "",
    ]
    for number, side in enumerate(sides):
        side.server.stop()
        if cluster:
            measure.output("psql", "-q", measure.POSTGRES, "-c", f"DROP DATABASE side{number} WITH (FORCE)")
    for file in measure.FOLDER.glob("side*.db*"):
        file.unlink()
    return lines


def report(without):
    lines = [
        "## What a chat turn pays", "",
        f"Processor time of a turn that asks the assistant, service and database together, with the note that its session has "
        f"changed and without: {PAIRS} pairs of blocks of {BLOCK:,} turns at {WIDTH} connections, in turn; medians, each turn "
        "in a new session.", "",
    ]
    for database in tickets.databases():
        lines += told(database, (measure.BINARY, without))
    return lines
