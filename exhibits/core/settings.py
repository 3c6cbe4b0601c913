"""The settings: one frozen model from `hall.toml` and the `HALL_…` variables."""

import difflib
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, ValidationError, field_validator

from exhibits.core.errors import Invalid
from exhibits.core.model import Model


class Settings(Model):
    """Everything that can be set; `deploy/hall.example.toml` explains each."""

    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    data: Path = Path("var")
    sample: bool = True
    secure_cookies: bool = False
    trusted_proxies: int = Field(default=0, ge=0, le=3)
    signin_names: bool = True
    log_json: bool = False
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    records_url: str = ""
    timezone: str = "Asia/Shanghai"
    command_ttl_s: int = Field(default=5, ge=1, le=60)
    stale_after_s: int = Field(default=5, ge=2, le=60)
    offline_after_s: int = Field(default=15, ge=3, le=300)
    pairing_ttl_s: int = Field(default=600, ge=30, le=86400)
    session_days: int = Field(default=7, ge=1, le=90)
    signin_attempts: int = Field(default=5, ge=1, le=100)
    signin_window_s: int = Field(default=60, ge=1, le=3600)
    upload_max_mb: int = Field(default=8192, ge=1, le=65536)
    upload_max_megapixels: int = Field(default=220, ge=1, le=400)
    upload_expires_h: int = Field(default=72, ge=1, le=720)
    account_quota_gb: int = Field(default=200, ge=1, le=100_000)
    storage_quota_gb: int = Field(default=1000, ge=1, le=1_000_000)
    disk_reserve_mb: int = Field(default=500, ge=0, le=1_000_000)
    phone_link_s: int = Field(default=900, ge=60, le=86400)
    bin_days: int = Field(default=30, ge=1, le=3650)
    replaced_days: int = Field(default=90, ge=1, le=3650)
    workers: int = Field(default=1, ge=1, le=16)
    worker_memory_mb: int = Field(default=1500, ge=256, le=32768)
    worker_timeout_s: int = Field(default=300, ge=5, le=3600)
    film_memory_mb: int = Field(default=6000, ge=512, le=65536)
    film_timeout_min: int = Field(default=240, ge=1, le=2880)
    zoom_cache_mb: int = Field(default=512, ge=16, le=100_000)
    accel_prefix: str = Field(default="", pattern=r"^(/[A-Za-z0-9_/-]*/)?$")

    @field_validator("timezone")
    @classmethod
    def _know_timezone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError(f"no such time zone: {name}") from error
        return name


def load_settings(toml: Path, environ: Mapping[str, str]) -> Settings:
    """Load the settings: the file first, then `HALL_*` (and `PORT`, where a platform sets it) over it.

    What is empty counts as not set. A relative data folder lies beside the settings file, wherever one starts from.
    Raises Invalid (`settings_invalid`) that names the wrong key and, where one is near, what was meant.
    """
    values: dict[str, Any] = {}
    for source in (_read_file(toml), {"port": environ.get("PORT", "")}, _read_environment(environ)):
        _refuse_unknown(source)
        values |= {key: value for key, value in source.items() if value != ""}
    try:
        settings = Settings(**values)
    except ValidationError as error:
        wrong = error.errors()[0]
        key = ".".join(str(part) for part in wrong["loc"])
        raise _refuse(f"{key}: {wrong['msg']}") from error
    return settings.model_copy(update={"data": toml.absolute().parent / settings.data})


def _read_file(toml: Path) -> dict[str, Any]:
    if not toml.exists():
        return {}
    try:
        return tomllib.loads(toml.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _refuse(f"{toml.name}: {error}") from error


def _read_environment(environ: Mapping[str, str]) -> dict[str, str]:
    return {key.removeprefix("HALL_").lower(): value for key, value in environ.items() if key.startswith("HALL_")}


def _refuse_unknown(values: Mapping[str, Any]) -> None:
    for key in values:
        if key not in Settings.model_fields:
            near = difflib.get_close_matches(key, Settings.model_fields, n=1)
            raise _refuse(f"unknown setting “{key}”" + (f": did you mean “{near[0]}”?" if near else ""))


def _refuse(what: str) -> Invalid:
    return Invalid("settings_invalid", f"设置有误：{what}", f"A setting is wrong: {what}")
