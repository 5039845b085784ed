"""Runs the measurements of `make bench` and writes them to docs/proof/bench.md.

Every figure of ours is divided by the reference's figure taken seconds before it on the same disk, so that the
ratio says something on any machine. The median over the rounds counts.
"""

import base64
import datetime
import hashlib
import hmac
import http.client
import json
import os
import pathlib
import platform
import re
import socket
import statistics
import subprocess
import sys
import time
import uuid

HERE = pathlib.Path(__file__).resolve().parent
REPORT = HERE.parent.parent / "docs" / "proof" / "bench.md"
FOLDER = pathlib.Path(os.environ["BENCH_FOLDER"])
BINARY = os.environ["BENCH_BINARY"]
POSTGRES = os.environ["TEST_POSTGRES_URL"]
SECONDS = float(os.environ.get("SECONDS_EACH", "8"))
ROUNDS = int(os.environ.get("ROUNDS", "3"))

WIDTHS = (1, 8, 32)
DATABASES = ("SQLite", "PostgreSQL")
WORK = ("chat", "escalate")
# The least share of the reference at 32 connections.
AIM = {("escalate", "PostgreSQL"): 0.5, ("escalate", "SQLite"): 0.7, ("chat", "PostgreSQL"): 0.35, ("chat", "SQLite"): 0.35}

CHAT = {
    "message": "The left wheel squeaks when the boat turns; what should I look at first?",
    "user_id": "user-7",
    "machine_id": None,
    "language": "en",
    "conversation_history": [],
}
ESCALATE = {
    "escalation_reason": "user_request",
    "priority": "high",
    "additional_notes": "Please call before noon.",
}


SECRET = "the secret of a host that is only measured"
ISSUER, AUDIENCE = "https://host.example", "handover"
LIMITS = (
    "CHATS_PER_ACTOR",
    "CHATS_PER_ADDRESS",
    "CHATS_PER_ORGANIZATION",
    "REQUESTS_PER_ACTOR",
    "REQUESTS_PER_ADDRESS",
)


class Server:
    """The release binary on a free port, with nothing of this machine's settings."""

    def __init__(self, database, settings=None):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.address = f"127.0.0.1:{self.port}"
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(FOLDER),
            "LANG": "C.UTF-8",
            "DATABASE_URL": database,
            "HANDOVER__SERVER__BIND": self.address,
            "LOG_LEVEL": "WARNING",
            **(settings or {}),
        }
        self.log = open(FOLDER / f"server-{self.port}.out", "wb")
        started = time.perf_counter()
        self.process = subprocess.Popen([BINARY, "serve"], cwd=FOLDER, env=environment, stdout=self.log, stderr=self.log)
        self.ready_after = self.wait_until_ready(started)

    def wait_until_ready(self, started):
        while time.perf_counter() - started < 30:
            if self.process.poll() is not None:
                break
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
            try:
                connection.request("GET", "/health/ready")
                if connection.getresponse().status == 200:
                    return time.perf_counter() - started
            except OSError:
                pass
            finally:
                connection.close()
            time.sleep(0.002)
        sys.exit("the server did not become ready: " + pathlib.Path(self.log.name).read_text()[-2000:])

    def memory(self):
        """Resident memory in MB."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024

    def worked(self):
        """Seconds of processor time since the start."""
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=60)
        self.log.close()


def output(*command):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{command[0]} failed: {done.stderr[-2000:]}")
    return done.stdout


def drive(server, width, seconds, path, body, *options):
    """One run of the reference driver: a dictionary of its figures."""
    errors = FOLDER / "errors.txt"
    errors.write_text("")
    line = output(FOLDER / "drive", server.address, width, seconds, "POST", path, body, "--errlog", errors, *options)
    found = {key: value for key, value in (pair.split("=", 1) for pair in line.split())}
    found["errors"] = int(found["n"]) - int(found["ok"]) + int(found["neterr"])
    if found["errors"]:
        print(f"  {found['errors']} errors: {errors.read_text()[:600]}", flush=True)
    return found


def body_file(name, content):
    path = FOLDER / name
    path.write_text(json.dumps(content))
    return path


def ours_chat(server, width, *options):
    body = body_file("chat.json", {**CHAT, "session_id": "{uuid}"})
    return drive(server, width, SECONDS, "/api/ai/chat", body, *options)


def ours_escalate(server, width, most):
    """Escalates sessions that exist: each is opened by a chat first, outside the measurement."""
    ids = FOLDER / "ids.txt"
    ids.write_text("\n".join(str(uuid.uuid4()) for _ in range(most)) + "\n")
    opening = body_file("open.json", {**CHAT, "session_id": "{id}"})
    opened = drive(server, 16, 600, "/api/ai/chat", opening, "--ids", ids)
    if opened["errors"] or int(opened["ok"]) != most:
        sys.exit(f"could not open {most} sessions: {opened}")
    body = body_file("escalate.json", ESCALATE)
    return drive(server, width, SECONDS, "/api/ai/sessions/{id}/escalate", body, "--ids", ids)


def reference(work, database, width):
    """Transactions per second and median milliseconds of the bare statements."""
    short = "esc" if work == "escalate" else "chat"
    if database == "PostgreSQL":
        script = HERE / "reference" / f"{short}_multi.sql"
        text = output("pgbench", "-n", "-M", "prepared", "-f", script, "-c", width, "-j", min(width, 2), "-T", int(SECONDS), POSTGRES)
        return float(re.search(r"tps = ([0-9.]+)", text)[1])
    text = output(FOLDER / "sq", short, "FULL", 1, SECONDS, width, FOLDER / "reference.db")
    return float(re.search(r"tps=([0-9.]+)", text)[1])


def token(user):
    """A token of the host for a user (HS256)."""
    claims = {"iss": ISSUER, "aud": AUDIENCE, "sub": user, "exp": int(time.time()) + 3600, "name": "Kari"}

    def part(data):
        return base64.urlsafe_b64encode(data).rstrip(b"=")

    signed = part(b'{"alg":"HS256","typ":"JWT"}') + b"." + part(json.dumps(claims).encode())
    return (signed + b"." + part(hmac.digest(SECRET.encode(), signed, hashlib.sha256))).decode()


# Who is asking is proved by a token. The rates are limited, but never reached.
CLOSED = {
    "HANDOVER__AUTH__MODE": "token",
    "HANDOVER__AUTH__SECRET": SECRET,
    "HANDOVER__AUTH__ISSUER": ISSUER,
    "HANDOVER__AUTH__AUDIENCE": AUDIENCE,
    **{f"HANDOVER__LIMITS__{name}": "1000000" for name in LIMITS},
}


def authentication():
    """Chat turns per second at 32 connections on SQLite, and the service's processor time for one: in open mode, and with
    a token that is checked each time.

    Pairs of runs in turn: more than of others, because so little is looked for.
    """
    kinds = {
        "open": (Server(f"sqlite:{FOLDER}/open.db"), ()),
        "token": (Server(f"sqlite:{FOLDER}/token.db", CLOSED), ("-H", f"authorization: Bearer {token(CHAT['user_id'])}")),
    }
    rates, used = {kind: [] for kind in kinds}, {kind: [] for kind in kinds}
    for turn in range(4 * ROUNDS):
        # Whoever is first finds the disk as the other left it: they change places.
        for kind in list(kinds)[:: 1 if turn % 2 else -1]:
            server, options = kinds[kind]
            before = server.worked()
            found = ours_chat(server, WIDTHS[-1], *options)
            if found["errors"]:
                sys.exit(f"chat in {kind} mode: {found}")
            used[kind].append((server.worked() - before) / int(found["ok"]))
            rates[kind].append(float(found["rps_ok"]))
    for server, _ in kinds.values():
        server.stop()
    found = {"open": statistics.median(rates["open"]), "token": statistics.median(rates["token"])}
    for name, figures in (("ratio", rates), ("more", used)):
        found[name] = statistics.median(closed / free for free, closed in zip(figures["open"], figures["token"]))
    print(
        f"chat with a token {found['token']:.0f}/s against {found['open']:.0f}/s without = {found['ratio']:.3f}, "
        f"processor time {found['more']:.3f}",
        flush=True,
    )
    return found


def start_up():
    """Idle memory and start to first healthy answer, SQLite: the first start makes the database, four more find it."""
    database = f"sqlite:{FOLDER}/idle.db"
    first, again, idle = None, [], []
    for attempt in range(5):
        server = Server(database)
        if attempt == 0:
            first = server.ready_after
        else:
            again.append(server.ready_after)
        if attempt == 4:
            time.sleep(5)
        idle.append(server.memory())
        server.stop()
    return {"first": first * 1000, "again": statistics.median(again) * 1000, "idle": idle[-1]}


def own_databases():
    """An empty database of each kind, by its name in DATABASES."""
    output("psql", "--quiet", "--command", "CREATE DATABASE handover_bench", POSTGRES)
    addresses = f"sqlite:{FOLDER}/handover.db", re.sub(r"/postgres$", "/handover_bench", POSTGRES)
    return dict(zip(DATABASES, addresses))


def measure():
    """(work, database, width) -> list of one dictionary per round."""
    output("psql", "--quiet", "--file", HERE / "reference" / "schema.sql", POSTGRES)
    output(FOLDER / "sq", "seed", "FULL", 1, 0, 1, FOLDER / "reference.db")
    servers = {database: Server(url) for database, url in own_databases().items()}
    results = {}
    for turn in range(ROUNDS):
        for database in DATABASES:
            for work in WORK:
                for width in WIDTHS:
                    theirs = reference(work, database, width)
                    if work == "chat":
                        found = ours_chat(servers[database], width)
                    else:
                        # Enough for the reference's rate; a faster run ends early and its rate is still right.
                        found = ours_escalate(servers[database], width, int(theirs * SECONDS * 1.2) + 200)
                    row = {
                        "theirs": theirs,
                        "ours": float(found["rps_ok"]),
                        "p50": float(found["p50_ms"]),
                        "p99": float(found["p99_ms"]),
                        "errors": found["errors"],
                    }
                    results.setdefault((work, database, width), []).append(row)
                    print(
                        f"round {turn + 1}/{ROUNDS} {work:8} {database:10} {width:2} connections: "
                        f"{row['ours']:7.0f}/s against {theirs:7.0f}/s = {row['ours'] / theirs:.2f}, "
                        f"p50 {row['p50']:.1f} ms, p99 {row['p99']:.1f} ms, {row['errors']} errors",
                        flush=True,
                    )
    loaded = {database: server.memory() for database, server in servers.items()}
    for server in servers.values():
        server.stop()
    return results, loaded


def verdict(reached):
    return "reached" if reached else "**below**"


def report(results, loaded, start, asked):
    lines = [
        "# What `make bench` measured",
        "",
        f"{circumstances()} "
        f"{ROUNDS} rounds of {SECONDS:g} s, reference and Handover in turn; medians. Handover's databases start empty "
        "and keep what the run writes; the reference starts with its 200,000 sessions.",
        "",
        "The reference is the bare statements of the same work (`tests/load/reference`): `pgbench -M prepared` on the "
        "same cluster, `sq` at `synchronous = FULL` with the bundled SQLite. A chat turn of ours is two commits, the "
        "reference's one.",
        "",
        "| work | database | connections | Handover /s | reference /s | ratio | aim | p50 ms | p99 ms | errors |",
        "|---|---|--:|--:|--:|--:|---|--:|--:|--:|",
    ]
    errors = 0
    for (work, database, width), rows in sorted(results.items(), key=lambda item: (item[0][0], item[0][1], item[0][2])):
        median = {key: statistics.median(row[key] for row in rows) for key in ("ours", "theirs", "p50", "p99")}
        ratio = statistics.median(row["ours"] / row["theirs"] for row in rows)
        failed = sum(row["errors"] for row in rows)
        errors += failed
        aim = ""
        if width == 32:
            least = AIM[(work, database)]
            tail = median["p99"] < 10 * median["p50"]
            aim = f"≥ {least}: {verdict(ratio >= least)}; p99 < 10 × p50: {verdict(tail)}"
        lines.append(
            f"| {work} | {database} | {width} | {median['ours']:.0f} | {median['theirs']:.0f} | {ratio:.2f} | {aim} "
            f"| {median['p50']:.1f} | {median['p99']:.1f} | {failed} |"
        )
    lines += [
        "",
        f"Who is asking: a chat turn with a token (HS256, claims, policy, limits) at {WIDTHS[-1]} connections on SQLite "
        f"{asked['token']:.0f}/s against {asked['open']:.0f}/s in open mode, {4 * ROUNDS} pairs in turn, median ratio "
        f"{asked['ratio']:.3f} (aim ≥ 0.95: {verdict(asked['ratio'] >= 0.95)}); the service's processor time for a turn is "
        f"{asked['more']:.3f} of that in open mode.",
        "",
        "| release binary, SQLite | | aim |",
        "|---|--:|---|",
        f"| idle memory | {start['idle']:.1f} MB | ≤ 40 MB: {verdict(start['idle'] <= 40)} |",
        f"| start to first healthy answer | {start['again']:.0f} ms | ≤ 200 ms: {verdict(start['again'] <= 200)} |",
        f"| the same on an empty folder (makes the database) | {start['first']:.0f} ms | |",
        f"| memory after the load | SQLite {loaded['SQLite']:.0f} MB, PostgreSQL {loaded['PostgreSQL']:.0f} MB | |",
        "",
    ]
    text = "\n".join(lines)
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    REPORT.write_text(text)
    print("\n" + text)
    return errors


def revision():
    found = subprocess.run(["git", "-C", HERE, "rev-parse", "--short", "HEAD"], capture_output=True, text=True)
    return found.stdout.strip() or "unknown"


def circumstances():
    """When, of what and on what it was measured."""
    return (
        f"{datetime.date.today()}, commit {revision()}, {os.cpu_count()} cores ({platform.machine()}), "
        f"{file_system()} below both databases; server, database and load share two cores."
    )


def file_system():
    return output("stat", "--file-system", "--format", "%T", FOLDER).strip()


def main():
    start = start_up()
    # Before the databases are full: what they still write afterwards is more than what is looked for.
    asked = authentication()
    results, loaded = measure()
    return 1 if report(results, loaded, start, asked) else 0


if __name__ == "__main__":
    sys.exit(main())
