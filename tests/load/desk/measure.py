#!/usr/bin/env python3
"""Times what the desk asks for, over HTTP, and prints p50 and p99 in milliseconds.

    handover migrate                                    # DATABASE_URL names a database of its own
    tests/load/desk/measure.py --fill 100000 DATABASE_URL
    handover serve &
    tests/load/desk/measure.py http://127.0.0.1:8000

Filling writes rows straight into the database: tickets, conversations of six messages, and their words.
"""

import argparse
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


def get(base, path):
    request = urllib.request.Request(f"{base}/api/ai/{path}", headers={"Accept": "application/json"})
    begun = time.perf_counter()
    with urllib.request.urlopen(request) as answer:
        body = answer.read()
    return (time.perf_counter() - begun) * 1000, body


def measure(base, times):
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
    parser.add_argument("--times", type=int, default=200)
    arguments = parser.parse_args()
    if arguments.fill:
        fill(arguments.where, arguments.fill)
    else:
        measure(arguments.where.rstrip("/"), arguments.times)


if __name__ == "__main__":
    main()
