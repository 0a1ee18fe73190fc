"""The files in deploy/: linted by the tools of their makers, and what they promise is in them. No container is run."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"


def run(*command):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def test_hadolint_finds_nothing_in_the_containerfile():
    status, said = run(Path(sys.executable).with_name("hadolint"), DEPLOY / "Containerfile")
    assert (status, said) == (0, "")


def test_the_container_is_not_root_and_has_a_health_check():
    lines = (DEPLOY / "Containerfile").read_text().splitlines()
    last_stage = lines[max(i for i, line in enumerate(lines) if line.startswith("FROM ")) :]
    users = [line.split()[1] for line in last_stage if line.startswith("USER ")]
    assert users == ["10001:10001"]
    assert any(line.startswith("HEALTHCHECK ") for line in last_stage)
    assert all(re.search(r":\d+\.\d+\.\d+-", line) for line in lines if line.startswith("FROM "))


def test_the_image_gets_every_package_that_is_installed():
    copied = re.findall(r"^COPY (\w+) \1$", (DEPLOY / "Containerfile").read_text(), re.MULTILINE)
    let_in = set((ROOT / ".containerignore").read_text().splitlines())
    packages = {folder.name for folder in ROOT.iterdir() if (folder / "__init__.py").is_file()}
    assert packages - {"tests", "benchmarks"} == set(copied)
    assert {f"!{name}" for name in copied} <= let_in


def test_the_composed_services_are_read_only_and_without_privileges():
    composed = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    for service in composed["services"].values():
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert "no-new-privileges:true" in service["security_opt"]
    assert "ports" not in composed["services"]["chroma"]
    assert all(port.startswith("127.0.0.1:") for port in composed["services"]["rahnuma"]["ports"])


def test_the_chroma_server_is_of_the_version_that_is_tested():
    image = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]["chroma"]["image"]
    assert f"chromadb=={image.rpartition(':')[2]}\n" in (ROOT / "constraints.txt").read_text()


@pytest.mark.parametrize("name", ["Containerfile", "compose.yaml", "rahnuma.service"])
def test_only_settings_that_exist_are_set(name):
    from assistant.settings import Settings

    known = {f"RAHNUMA_{field.upper()}" for field in Settings.model_fields}
    assert set(re.findall(r"RAHNUMA_[A-Z_]+", (DEPLOY / name).read_text())) - known == set()


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not installed")
def test_systemd_takes_the_unit(tmp_path):
    unit = tmp_path / "rahnuma.service"
    text = (DEPLOY / "rahnuma.service").read_text()
    unit.write_text(text.replace("/opt/rahnuma/bin/rahnuma", sys.executable))
    assert run("systemd-analyze", "verify", unit) == (0, "")


@pytest.mark.skipif(not shutil.which("nginx"), reason="nginx is not installed")
def test_nginx_takes_the_configuration(tmp_path):
    certificate = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    files = ["-keyout", tmp_path / "privkey.pem", "-out", tmp_path / "fullchain.pem", "-subj", "/CN=test"]
    assert run("openssl", *certificate, *files)[0] == 0
    site = (DEPLOY / "nginx.conf").read_text()
    site = site.replace("/etc/ssl/rahnuma", str(tmp_path)).replace("/var/log/nginx", str(tmp_path))
    (tmp_path / "site.conf").write_text(site)
    head = f"pid {tmp_path}/pid; error_log {tmp_path}/error.log; events {{}}"
    (tmp_path / "nginx.conf").write_text(f"{head} http {{ include {tmp_path}/site.conf; }}")
    status, said = run("nginx", "-t", "-c", tmp_path / "nginx.conf")
    assert status == 0, said
