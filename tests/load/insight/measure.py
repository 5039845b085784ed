"""Times the views of insight on a million tickets, and what a chat turn pays for them, and writes docs/proof/insight.md:
what `tests/load/bench insight` does.

TICKETS, MESSAGES and TIMES change how many there are and how often each question is asked. BENCH_WITHOUT_NOTES names a
binary of the same commit in which `SqlTransaction::note_change` does nothing; without it the turns are left out. With
TICKETS=0 what a turn pays is printed, and nothing else done.
"""

import datetime
import os
import pathlib
import sqlite3
import sys
import time
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

import ingest  # noqa: E402
import measure  # noqa: E402
import tickets  # noqa: E402

TICKETS = int(os.environ.get("TICKETS", "1000000"))
MESSAGES = int(os.environ.get("MESSAGES", "5"))
TIMES = int(os.environ.get("TIMES", "20"))
WITHOUT = os.environ.get("BENCH_WITHOUT_NOTES")
NARROWED = {"": "", ", a language": "&language=el", ", a model": f"&machine_model={urllib.parse.quote('Model 7')}"}
VIEWS = {
    "overview": "overview?", "trend": "trend?", "flow": "flow?", "heat map": "heatmap?measure=waiting_p50&",
    "waiting": "waiting?by=language&", "steps": "steps?", "rules": "rules?", "gaps": "gaps?",
    "sessions behind a mark": "sessions?mark=outcome%3Dopen&", "mail": "mail?",
    "compared with before": "overview?compare=previous&",
}


def questions(days):
    """Every view of so many days, with each filter and without."""
    last = datetime.datetime.now(datetime.timezone.utc).date()
    period = f"from={last - datetime.timedelta(days=days - 1)}&to={last}"
    asked = {
        name + narrowed: f"analytics/{path}{period}{more}"
        for name, path in VIEWS.items()
        for narrowed, more in NARROWED.items()
        if name != "mail" or not more
    }
    return lambda _chance, _ticket: asked


def packed(server, url):
    """Waits for the round that packs the days, a minute after the service has begun, and for its end."""
    patience = time.monotonic() + 600
    while not packed_days(url) and time.monotonic() < patience:
        time.sleep(2)
    before, quiet = tickets.processor_ms(server, url), 0
    while quiet < 5:
        time.sleep(2)
        now = tickets.processor_ms(server, url)
        quiet = quiet + 1 if now - before < 100 else 0
        before = now


def packed_days(url):
    """How many days are packed so far."""
    count = "SELECT count(*) FROM insight_days"
    if url.startswith("sqlite:"):
        with sqlite3.connect(url.removeprefix("sqlite:")) as connection:
            return connection.execute(count).fetchone()[0]
    return int(measure.output("psql", "-At", url, "-c", count))


def views():
    lines = []
    for database, url in tickets.databases().items():
        filling = tickets.Filling(TICKETS, MESSAGES)
        server = tickets.prepared(url, filling)
        packed(server, url)
        server.stop()
        server = measure.Server(url)
        for days in (30, 365, 800):
            asked = questions(days)
            first = tickets.ask(server, url, 1, asked)
            found = tickets.ask(server, url, TIMES, asked)
            slowest = max(first, key=lambda name: first[name][0])
            lines += [f"## {database}, {days} days, {min(TICKETS, days * 86_400 // filling.step):,} sessions", ""]
            lines += [f"The first time, the slowest answer was {slowest}: {first[slowest][0]:.0f} ms.", ""]
            lines += tickets.table({"view": found}, (300, None))
        lines += [f"Memory of the service after all this: {server.memory():.0f} MB.", ""]
        lines += [f"## {database}, the desk on the same tickets", ""]
        lines += tickets.table({"question": tickets.ask(server, url, 10 * TIMES, tickets.desk)}, (20, 100))
        server.stop()
        forget(url)
    return lines


def forget(url):
    """Makes room for the next database."""
    if url.startswith("sqlite:"):
        for file in measure.FOLDER.glob("tickets.db*"):
            file.unlink()
    else:
        measure.output("psql", "-q", url, "-c", "DROP SCHEMA public CASCADE", "-c", "CREATE SCHEMA public")


def main():
    if not TICKETS:
        print("\n".join(ingest.report(WITHOUT)))
        return
    text = [
        "# How quickly insight answers", "",
        f"{tickets.where()}; server, database and client share the cores. {TICKETS:,} tickets with {MESSAGES} messages each, "
        f"every question asked {TIMES} times over HTTP, one after the other (`tests/load/bench insight`). Aim: 300 ms. "
        "Processor time is that of the service and its database for one question.", "",
        *views(), *(ingest.report(WITHOUT) if WITHOUT else []),
    ]
    (measure.HERE.parent.parent / "docs" / "proof" / "insight.md").write_text("\n".join(text))
    print("\n".join(text))


if __name__ == "__main__":
    main()
