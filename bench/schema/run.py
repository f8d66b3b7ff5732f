"""Starts the sample county on each engine and lets schemathesis ask it as each role."""

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import requests

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "target/schema"
JUNHENG = Path(os.environ.get("JUNHENG", ROOT / "target/debug/junheng"))
ROLES = ["admin", "officer", "reviewer", "clerk", "head", "inspector", "leader", "auditor", "nobody"]
CHECKS = [
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
]
# What would end the session that asks, and what is counted by address.
LEFT_OUT = ["/api/session", "/api/session/password"]
PASSWORD = "qingshan-liushui-7"
ONE_TIME = re.compile(r"(\S+)\s+((?:[a-z0-9]{5}-){3}[a-z0-9]{5})\s*$")


def county(data: str) -> dict[str, str]:
    """Fills a database; gives passwords by login."""
    with tempfile.TemporaryDirectory() as books:
        command = [JUNHENG, "sample", f"{books}/books", "--data", data, "--schools", "30"]
        made = subprocess.run(command, capture_output=True, text=True, check=True)
    found = [ONE_TIME.search(line) for line in made.stderr.splitlines()]
    return {each[1]: each[2] for each in found if each}


def serve(data: str) -> tuple[subprocess.Popen, str]:
    """Starts the server; gives its address."""
    command = [JUNHENG, "serve", "--data", data, "--listen", "127.0.0.1:0", "--lang", "en"]
    log = open(OUT / "server.log", "w+", encoding="utf-8")
    server = subprocess.Popen(command, stderr=log)
    while server.poll() is None:
        told = re.search(r"The platform is up: (\S+)", (OUT / "server.log").read_text("utf-8"))
        if told:
            return server, told[1]
    raise SystemExit((OUT / "server.log").read_text("utf-8"))


def come_in(base: str, login: str, one_time: str) -> dict[str, str]:
    """Signs in for good; gives the headers of the session."""
    session = requests.Session()
    signed = session.post(f"{base}/api/session", json={"login": login, "password": one_time})
    signed.raise_for_status()
    headers = {"X-CSRF-Token": signed.json()["csrf"], "Accept-Language": "en"}
    change = {"old": one_time, "new": PASSWORD}
    session.post(f"{base}/api/session/password", json=change, headers=headers).raise_for_status()
    return headers | {"Cookie": f"junheng={session.cookies['junheng']}"}


def known(base: str, admin: dict[str, str]) -> dict[str, list[str]]:
    """Ids and words that exist, by the noun of the path they stand in."""

    def get(path: str):
        answer = requests.get(base + path, headers=admin)
        answer.raise_for_status()
        return answer.json()

    rounds = get("/api/rounds")
    county = rounds[0]["org"]
    rounds = [each["id"] for each in rounds]
    returns = [each for each in get(f"/api/rounds/{rounds[0]}/progress")["returns"]]
    form = get(f"/api/returns/{returns[0]['id']}")["form"]
    # Accounts to be sent away, given roles and passwords: nobody who asks.
    spare = [
        {"login": f"spare{at}", "name": "备用", "role": "leader", "org": county, "until_day": None}
        for at in range(8)
    ]
    made = requests.post(f"{base}/api/accounts", headers=admin, json=spare)
    made.raise_for_status()
    return {
        "rounds": rounds,
        "returns": [each["id"] for each in returns],
        "orgs": [each["id"] for each in get("/api/orgs")],
        "accounts": [each["id"] for each in made.json()],
        "fields": [field["name"] for field in form["fields"]],
        "groups": [group["id"] for group in form["groups"]],
    }


def ask(base: str, headers: dict[str, str], examples: str) -> bool:
    """One run of schemathesis."""
    command = [Path(sys.executable).with_name("schemathesis"), "run"]
    command += [ROOT / "docs/reference/openapi.json", "--url", base, "--checks", ",".join(CHECKS)]
    command += ["--max-examples", examples, "--request-timeout", "60", "--generation-deterministic"]
    command += ["--suppress-health-check", "all", "--phases", "examples,coverage,fuzzing"]
    for path in LEFT_OUT:
        command += ["--exclude-path", path]
    for name, value in headers.items():
        command += ["--header", f"{name}: {value}"]
    return subprocess.run(command, cwd=OUT).returncode == 0


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    os.environ["SCHEMATHESIS_HOOKS"] = "hooks"
    os.environ["PYTHONPATH"] = str(Path(__file__).parent)
    failed = []
    for engine in ["sqlite", "postgres"]:
        with tempfile.TemporaryDirectory() as folder:
            data = folder
            if engine == "postgres":
                data = os.environ["JUNHENG_TEST_POSTGRES"] + "/postgres"
            passwords = county(data)
            server, base = serve(data)
            try:
                people = {login: come_in(base, login, own) for login, own in passwords.items()}
                ids = OUT / "known.json"
                ids.write_text(json.dumps(known(base, people["admin"])))
                os.environ["SCHEMA_KNOWN"] = str(ids)
                for role in ROLES:
                    print(f"== {role} on {engine}", flush=True)
                    if not ask(base, people.get(role, {"Accept-Language": "en"}), sys.argv[1]):
                        failed.append(f"{role} on {engine}")
            finally:
                server.terminate()
                server.wait()
    if failed:
        raise SystemExit("answers outside the description: " + ", ".join(failed))


main()
