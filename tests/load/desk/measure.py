"""Times what the desk asks for on 100,000 tickets and writes docs/proof/desk.md: what `tests/load/bench desk` does.

TICKETS, MESSAGES and TIMES change how many there are and how often each question is asked.
"""

import os
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

import measure  # noqa: E402
import tickets  # noqa: E402

TICKETS = int(os.environ.get("TICKETS", "100000"))
MESSAGES = int(os.environ.get("MESSAGES", "6"))
TIMES = int(os.environ.get("TIMES", "300"))


def main():
    where, answers = tickets.where(), {}
    for database, url in tickets.databases().items():
        server = tickets.prepared(url, tickets.Filling(TICKETS, MESSAGES))
        tickets.ask(server, url, 3, tickets.desk)
        answers[database] = tickets.ask(server, url, TIMES, tickets.desk)
        server.stop()
    text = [
        "# How quickly the desk answers", "",
        f"{where}; server, database and client share the cores. {TICKETS:,} tickets with {MESSAGES} messages each, "
        f"every question asked {TIMES} times over HTTP, one after the other, each time with other values "
        "(`tests/load/bench desk`). Aim: p50 ≤ 20 ms, p99 ≤ 100 ms. Processor time is that of the service and its "
        "database for one question.", "",
        *tickets.table(answers, (20, 100)),
    ]
    (measure.HERE.parent.parent / "docs" / "proof" / "desk.md").write_text("\n".join(text))
    print("\n".join(text))


if __name__ == "__main__":
    main()
