#!/usr/bin/env python3
"""Times what the desk and the page of insight ask for, over HTTP, and prints p50 and p99 in milliseconds.

    handover migrate                                    # DATABASE_URL names a database of its own
    tests/load/desk/measure.py --fill 100000 DATABASE_URL
    handover serve &
    tests/load/desk/measure.py http://127.0.0.1:8000

    tests/load/desk/measure.py --insight http://127.0.0.1:8000

Filling writes rows straight into the database: tickets, conversations of six messages, their words, and facts for the
figures as long as those of real conversations. The facts are made up and do not follow from the rows: a rebuild, or a
change of a session, puts right ones in their place.
"""

import argparse
import datetime
import json
import pathlib
import random
import subprocess
import sqlite3
import time
import urllib.parse
import urllib.request

HERE = pathlib.Path(__file__).parent


def fill(url, tickets):
    kind = "sqlite" if url.startswith("sqlite:") else "postgres"
    sql = (HERE / f"fill_{kind}.sql").read_text().replace("{tickets}", str(tickets))
    if kind == "sqlite":
        if sqlite3.sqlite_version_info < (3, 43):
            # This Python cannot write the index; the service makes it when it runs, which takes a while.
            before, _, after = sql.partition("INSERT INTO ticket_words")
            sql = f"{before} UPDATE ticket_search SET is_stale = 1; {after.partition(';')[2]}"
        with sqlite3.connect(url.removeprefix("sqlite:")) as connection:
            connection.executescript(f"BEGIN; {sql} COMMIT;")
    else:
        subprocess.run(["psql", "-q", "-v", "ON_ERROR_STOP=1", url], input=sql, text=True, check=True)
    keep_facts(url, tickets)


def facts(n):
    """The row of `insight_sessions` of the session number `n`."""
    opened = datetime.datetime(2026, 1, 1) + datetime.timedelta(seconds=150 * n)
    language = ["en", "el", "ar", "es", "tr", "no"][n % 6]
    problem = f"autoboss/problem-{n % 40}-{language}"
    reason = ["low_confidence", "steps_exceeded", "user_request", "expert_required", "safety_concern", "complex_issue"]
    waited = (n * 7919) % 14_400
    ticket = {
        "id": f"{n:08x}-0000-4000-8000-000000000002", "number": f"AB-{opened:%Y%m%d}-{n:07}", "priority": "medium",
        "reason": reason[n // 3 % 6], "after": 180_000_000, "open": n % 20 == 0, "first_answer": waited,
        "resolution": None if n % 20 == 0 else waited * 3, "reopened": int(n % 37 == 0), "was_over": n % 20 > 0,
        "cancelled": False, "told": n % 20 > 0,
    }
    rule = {
        "rule": f"{language}.{ticket['reason']}.rule_{n % 11}", "version": "v1", "reason": ticket["reason"],
        "after": 170_000_000, "forced": n % 5 == 0, "accepted": n % 5 > 0, "late": False, "needless": False,
    }
    steps = [
        {"problem": problem, "number": step, "instruction": f"Step {step} of {problem}. " + "Look at it. " * 16,
         "outcome": ["resolved", "not_resolved", "partially"][(n + step) % 3]}
        for step in range(1, 1 + n % 4)
    ]
    question = {
        "message": f"{n:08x}-0000-4000-9000-000000000001", "after": 0, "confidence": 0.2,
        "text": f"pump p{n % 1000} of boat b{n} leaks when the crew c{n % 700} was washing the nets of the farm",
    }
    row = {
        "lasted": 900 + n % 600, "language": language, "machine": f"machine-{n % 3000}",
        "category": ["electrical", "hydraulic", "mechanical", "control", "other"][n // 11 % 5],
        "problem": [problem, f"Problem {n % 40}"], "status": "escalated" if n % 20 == 0 else "completed",
        "outcome": "open" if n % 20 == 0 else "solved_by_expert", "tickets": [ticket], "rules": [rule], "steps": steps,
        "questions": [question] if n % 8 == 0 else [], "ratings": [["expert", 1 + n % 5]] if n % 3 == 0 else [],
    }
    at = f"{opened:%Y-%m-%dT%H:%M:%S}.000000Z"
    session = f"{n:08x}-0000-4000-8000-000000000001"
    return session, "00000000-0000-0000-0000-000000000001", 1, 1, at, json.dumps(row, separators=(",", ":"))


def keep_facts(url, tickets):
    state = "INSERT INTO insight_states (organization_id, revision) VALUES ('00000000-0000-0000-0000-000000000001', 1)"
    columns = "session_id, organization_id, version, revision, opened_at, facts"
    rows = (facts(n) for n in range(1, tickets + 1))
    if url.startswith("sqlite:"):
        with sqlite3.connect(url.removeprefix("sqlite:")) as connection:
            connection.executemany(f"INSERT INTO insight_sessions ({columns}) VALUES (?, ?, ?, ?, ?, ?)", rows)
            connection.execute(state)
        return
    program = ["psql", "-q", "-v", "ON_ERROR_STOP=1", url]
    copy = [*program, "-c", state, "-c", f"COPY insight_sessions ({columns}) FROM STDIN"]
    with subprocess.Popen(copy, stdin=subprocess.PIPE, text=True) as psql:
        for row in rows:
            psql.stdin.write("\t".join(str(value) for value in row) + "\n")
        psql.stdin.close()
        if psql.wait() != 0:
            raise SystemExit("psql failed")
    subprocess.run([*program, "-c", "ANALYZE insight_sessions"], check=True)


def asked(chance, ticket):
    """What is asked, each time with other values."""
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
        "ticket": f"tickets/{ticket}",
        "ticket card": f"tickets/{ticket}/card",
    }


def figures(chance, _ticket):
    """The views of insight: the usual month, and the longest period there is."""
    views = {
        "overview": "overview?", "trend": "trend?", "flow": "flow?", "heatmap": "heatmap?",
        "waiting": "waiting?by=language&", "steps": "steps?", "rules": "rules?", "gaps": "gaps?", "mail": "mail?",
        "sessions": "sessions?mark=outcome%3Dopen&", "overview, a language": "overview?language=el&",
        "overview, a model": f"overview?machine_model={urllib.parse.quote('Model 7')}&",
    }
    last = datetime.date(2026, 1, 1) + datetime.timedelta(days=chance.randrange(100, 140))
    asked = {}
    for days in (30, 800):
        period = f"from={last - datetime.timedelta(days=days - 1)}&to={last}"
        asked |= {f"{name}, {days} days": f"analytics/{path}{period}" for name, path in views.items()}
    return asked


def get(base, path):
    request = urllib.request.Request(f"{base}/api/ai/{path}", headers={"Accept": "application/json"})
    begun = time.perf_counter()
    with urllib.request.urlopen(request) as answer:
        body = answer.read()
    return (time.perf_counter() - begun) * 1000, body


def measure(base, times, asked):
    chance = random.Random(7)
    _, body = get(base, "tickets?limit=200")
    tickets = [ticket["id"] for ticket in json.loads(body)["tickets"]]
    taken = {}
    for _ in range(times):
        for name, path in asked(chance, chance.choice(tickets)).items():
            taken.setdefault(name, []).append(get(base, path)[0])
    print(f"{'':34}{'p50':>8}{'p99':>8}  ms, {times} times each, one after the other")
    for name, each in taken.items():
        each.sort()
        print(f"{name:34}{each[len(each) // 2]:8.1f}{each[min(len(each) - 1, len(each) * 99 // 100)]:8.1f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("where", help="the service, or with --fill the database")
    parser.add_argument("--fill", type=int, metavar="TICKETS")
    parser.add_argument("--insight", action="store_true", help="ask for figures")
    parser.add_argument("--times", type=int, default=200)
    arguments = parser.parse_args()
    if arguments.fill:
        fill(arguments.where, arguments.fill)
    else:
        measure(arguments.where.rstrip("/"), arguments.times, figures if arguments.insight else asked)


if __name__ == "__main__":
    main()
