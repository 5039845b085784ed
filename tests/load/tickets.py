"""Made-up tickets in a database, what is asked of them over HTTP, and how long the answers take.

Filling writes rows straight into the database: tickets, their conversations, their words, and facts for the figures as
long as those of real conversations. The facts are made up and do not follow from the rows: a rebuild, or a change of a
session, puts right ones in their place.
"""

import datetime
import json
import os
import pathlib
import random
import sqlite3
import subprocess
import time
import urllib.parse
import urllib.request

import measure

HERE = pathlib.Path(__file__).resolve().parent
ORGANIZATION = "00000000-0000-0000-0000-000000000001"
LANGUAGES = ("en", "el", "ar", "es", "tr", "no")
REASONS = ("low_confidence", "steps_exceeded", "user_request", "expert_required", "safety_concern", "complex_issue")
CATEGORIES = ("electrical", "hydraulic", "mechanical", "control", "other")
PARTS = ("left wheel motor", "suction pump", "brush head", "steering joystick", "camera", "tether winch", "pressure hose",
         "filter housing", "control cabinet", "lifting frame", "oil cooler", "emergency stop")
SYMPTOMS = ("makes a grinding noise", "loses pressure", "does not start", "stops after ten minutes", "smells burnt",
            "shows error seventeen", "is too slow", "leaks at the coupling", "cannot be calibrated", "vibrates")


class Filling:
    """So many tickets with so many messages each, the last one of now, all within 800 days."""

    def __init__(self, tickets, messages):
        self.tickets, self.messages = tickets, messages
        self.step = min(150, 799 * 86_400 // tickets)
        now = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0, tzinfo=None)
        self.begin = now - datetime.timedelta(seconds=self.step * tickets)

    def sql(self, kind):
        text = (HERE / "desk" / f"fill_{kind}.sql").read_text()
        values = {"tickets": self.tickets, "messages": self.messages, "step": self.step, "begin": self.begin}
        for name, value in values.items():
            text = text.replace("{" + name + "}", str(value))
        return text

    def fill(self, url):
        """Fills a database whose tables are there."""
        columns = "session_id, organization_id, version, revision, opened_at, facts"
        rows = (self.facts(n) for n in range(1, self.tickets + 1))
        state = f"INSERT INTO insight_states (organization_id, revision) VALUES ('{ORGANIZATION}', 1)"
        if url.startswith("sqlite:"):
            if sqlite3.sqlite_version_info < (3, 43):
                raise SystemExit("filling needs SQLite 3.43: tests/load/bench brings one")
            with sqlite3.connect(url.removeprefix("sqlite:")) as connection:
                connection.execute("PRAGMA synchronous = OFF")
                connection.executescript(f"BEGIN; {self.sql('sqlite')} COMMIT;")
                connection.executemany(f"INSERT INTO insight_sessions ({columns}) VALUES (?, ?, ?, ?, ?, ?)", rows)
                connection.execute(state)
            return
        program = ["psql", "-q", "-v", "ON_ERROR_STOP=1", url]
        subprocess.run(program, input=self.sql("postgres"), text=True, check=True)
        copy = [*program, "-c", state, "-c", f"COPY insight_sessions ({columns}) FROM STDIN"]
        with subprocess.Popen(copy, stdin=subprocess.PIPE, text=True) as psql:
            for row in rows:
                psql.stdin.write("\t".join(str(value) for value in row) + "\n")
            psql.stdin.close()
            if psql.wait() != 0:
                raise SystemExit("psql failed")
        subprocess.run([*program, "-c", "VACUUM ANALYZE"], check=True)

    def facts(self, n):
        """The row of `insight_sessions` of the session number `n`."""
        opened = self.begin + datetime.timedelta(seconds=self.step * n)
        language, reason = LANGUAGES[n % 6], REASONS[n // 3 % 6]
        problem = f"autoboss/problem-{n % 40}-{language}"
        waited = (n * 7919) % 14_400
        ticket = {
            "id": f"{n:08x}-0000-4000-8000-000000000002", "number": f"AB-{opened:%Y%m%d}-{n:07}",
            "priority": ("low", "medium", "medium", "high", "urgent")[n // 7 % 5], "reason": reason,
            "after": 180_000_000, "open": n % 20 == 0, "first_answer": waited,
            "resolution": None if n % 20 == 0 else waited * 3, "reopened": int(n % 37 == 0), "was_over": n % 20 > 0,
            "cancelled": False, "told": n % 20 > 0,
        }
        rule = {
            "rule": f"{language}.{reason}.rule_{n % 11}", "version": "v1", "reason": reason, "after": 170_000_000,
            "forced": n % 5 == 0, "accepted": n % 5 > 0, "late": False, "needless": False,
        }
        steps = [
            {"problem": problem, "number": step, "outcome": ("resolved", "not_resolved", "partially")[(n + step) % 3],
             "instruction": f"Step {step} of {problem}. " + "Look at it. " * 16}
            for step in range(1, 1 + n % 4)
        ]
        topic = n // 240 * 30 + n % 30
        question = {
            "message": f"{n:08x}-0000-4000-9000-000000000001", "after": 0, "confidence": 0.2,
            "text": f"Since this morning the {PARTS[topic % 12]} {SYMPTOMS[topic // 12 % 10]} on boat b{n} of farm f{n % 700}",
        }
        row = {
            "lasted": 900 + n % 600, "language": language, "machine": f"machine-{n % 3000}",
            "category": CATEGORIES[n // 11 % 5], "problem": [problem, f"Problem {n % 40}"],
            "status": "escalated" if n % 20 == 0 else "completed",
            "outcome": "open" if n % 20 == 0 else "solved_by_expert", "tickets": [ticket], "rules": [rule],
            "steps": steps, "questions": [question] if n // 30 % 8 == 0 else [],
            "ratings": [["expert", 1 + n % 5]] if n % 3 == 0 else [],
        }
        at = f"{opened:%Y-%m-%dT%H:%M:%S}.000000Z"
        return f"{n:08x}-0000-4000-8000-000000000001", ORGANIZATION, 1, 1, at, json.dumps(row, separators=(",", ":"))


def desk(chance, ticket):
    """What the desk asks, each time with other values."""
    word = urllib.parse.quote
    number = chance.randrange(1000)
    return {
        "queue page": "tickets?open=true&sort=urgency",
        "all, newest": "tickets",
        "filter: reason and language": "tickets?reason=user_request&language=el",
        "filter: machine model": f"tickets?machine_model={word(f'Model {number % 30}')}",
        "filter: company": f"tickets?organization_name={word(f'Company {number % 400}')}",
        "filter: two statuses, an expert": f"tickets?status=open&status=closed&assigned_expert_id=expert-{number % 20}",
        "counts, open": "tickets/counts?open=true",
        "search: a word of one": f"tickets?q=b{number}",
        "search: a word of many": f"tickets?q=p{number}+boat",
        "search: a word of all": "tickets?q=leaks",
        "search: one, and the beginning of all": f"tickets?q=b{number * 97}+lea",
        "search: only in conversations": "tickets?q=nets",
        "counts, found": "tickets/counts?q=leaks",
        "ticket": f"tickets/{ticket}",
        "ticket card": f"tickets/{ticket}/card",
    }


def postgres_ticks():
    """Processor time of all PostgreSQL processes of this machine, in hundredths of a second."""
    found = 0
    for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            text = stat.read_text()
        except OSError:
            continue
        if text.split("(", 1)[1].startswith("postgres"):
            found += sum(map(int, text.rsplit(")", 1)[1].split()[11:13]))
    return found


def processor_ms(server, url):
    """Processor time of the service and of its database so far, in milliseconds."""
    return 1000 * server.worked() + (0 if url.startswith("sqlite:") else 10 * postgres_ticks())


def get(server, path):
    request = urllib.request.Request(f"http://{server.address}/api/ai/{path}", headers={"Accept": "application/json"})
    begun = time.perf_counter()
    with urllib.request.urlopen(request) as answer:
        body = answer.read()
    return (time.perf_counter() - begun) * 1000, body


def ask(server, url, times, questions):
    """Asks one after the other, each so many times: for each its p50, p99 and processor time, in milliseconds."""
    chance = random.Random(7)
    tickets = [ticket["id"] for ticket in json.loads(get(server, "tickets?limit=200")[1])["tickets"]]
    taken, used = {}, {}
    for _ in range(times):
        for name, path in questions(chance, chance.choice(tickets)).items():
            before = processor_ms(server, url)
            taken.setdefault(name, []).append(get(server, path)[0])
            used[name] = used.get(name, 0) + processor_ms(server, url) - before
    answers = {}
    for name, each in taken.items():
        each.sort()
        answers[name] = (each[len(each) // 2], each[min(len(each) - 1, len(each) * 99 // 100)], used[name] / times)
    return answers


def table(answers, aims):
    """Lines of a table for each database; `aims` are the most that p50 and p99 may be, where there is one."""
    lines = []
    for database, of_database in answers.items():
        lines += [f"| {database} | p50 ms | p99 ms | processor ms | |", "|---|--:|--:|--:|---|"]
        for name, (p50, p99, used) in of_database.items():
            reached = all(aim is None or found <= aim for found, aim in zip((p50, p99), aims))
            lines.append(f"| {name} | {p50:.1f} | {p99:.1f} | {used:.0f} | {'' if reached else '**above**'} |")
        lines.append("")
    return lines


def databases():
    """The databases that are measured, one after the other: BENCH_DATABASES names others than both."""
    wanted = os.environ.get("BENCH_DATABASES", "PostgreSQL SQLite").split()
    return {name: measure.POSTGRES if name == "PostgreSQL" else f"sqlite:{measure.FOLDER}/tickets.db" for name in wanted}


def prepared(url, filling):
    """Makes the tables, fills them, and returns a server on them."""
    measure.Server(url).stop()
    filling.fill(url)
    return measure.Server(url)


def where():
    """What the figures were taken on, in words."""
    commit = measure.output("git", "-C", HERE, "rev-parse", "--short", "HEAD").strip()
    load = pathlib.Path("/proc/loadavg").read_text().split()[0]
    return f"{datetime.date.today()}, commit {commit}, {len(os.sched_getaffinity(0))} cores; load before: {load}"
