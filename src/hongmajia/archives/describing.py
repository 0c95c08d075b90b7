"""What a package says of itself: README, manifest, description of the columns, bag-info."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from hongmajia import __version__
from hongmajia.unions.models import Season

from .bag import Part
from .columns import Column

FORMAT = "hongmajia-archive/1"
"""The version of the format that ``README.txt`` describes."""


@dataclass(frozen=True)
class Facts:
    """Of which season a package is, when it was made, and what is in it and no longer there.

    ``seal`` is the line of the last seal of the event log.
    """

    season: Season
    moment: datetime
    counts: Sequence[tuple[str, int]]
    missing: Sequence[str]
    seal: str = ""

    @property
    def made_at(self) -> str:
        """When it was made, in local time."""
        return timezone.localtime(self.moment).isoformat(timespec="seconds")


def resource(name: str, title: str, columns: Sequence[Column], count: int) -> dict[str, Any]:
    """The description of a table in a Data Package."""
    return {
        "name": name,
        "title": title,
        "path": f"{name}.csv",
        "format": "csv",
        "encoding": "utf-8",
        "rows": count,
        "schema": {"fields": [_field(column) for column in columns]},
    }


def _field(column: Column) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": column.name, "type": column.type, "description": column.words,
    }  # fmt: skip
    if column.choices:
        found["constraints"] = {"enum": [str(label) for label in column.choices]}
    return found


def data_package(facts: Facts, resources: list[dict[str, Any]]) -> dict[str, Any]:
    """The Data Package (https://specs.frictionlessdata.io/data-package/) of all tables."""
    return {
        "name": f"hongmajia-{facts.season.year}",
        "title": f"{facts.season.name}归档数据",
        "created": facts.made_at,
        "resources": resources,
    }


def manifest(facts: Facts, parts: Sequence[Part]) -> dict[str, Any]:
    """Each file of content with its hash and what it is; ``note`` has its title or standard."""
    files = [
        {"path": p.path, "bytes": p.size, "sha256": p.sha256, "kind": p.kind, "note": p.note}
        for p in sorted(parts, key=lambda part: part.path)
    ]
    return {
        "format": FORMAT,
        "software": f"hongmajia {__version__}",
        "season": facts.season.name,
        "year": facts.season.year,
        "host": facts.season.union.name,
        "closed_at": timezone.localtime(facts.season.closed_at).isoformat(timespec="seconds"),
        "made_at": facts.made_at,
        "seal": _seal(facts.seal),
        "counts": dict(facts.counts),
        "missing": list(facts.missing),
        "files": files,
    }


def _seal(line: str) -> dict[str, Any] | None:
    """The last seal of the event log in words that programs read."""
    if not line:
        return None
    number, sealed_at, events, digest = line.split()
    return {"number": int(number), "sealed_at": sealed_at, "events": int(events), "hash": digest}


def bag_info(facts: Facts) -> dict[str, str]:
    """The facts of ``bag-info.txt`` (RFC 8493, 2.2.2)."""
    return {
        "Source-Organization": facts.season.union.name,
        "External-Description": f"{facts.season.name}归档包",
        "Bagging-Date": timezone.localdate(facts.moment).isoformat(),
        "Bag-Software-Agent": f"hongmajia {__version__}",
    }


ALL_THERE = "登记过的文件都在。"
README = """{season} 归档包
主办：{host}
制作时间：{made_at}

一、里面有什么
{counts}

data/tables/        表，CSV，UTF-8；每一列的意思见其中的datapackage.json；
                    以=、+、-、@开头的文字前面加了一个撇号，免得被当成公式
data/photographs/   照片，哪张照的是什么见data/tables/photographs.csv
data/documents/     意向书、志愿服务证书、案例汇编，PDF；在线指导和通知的附件，原样
data/figures/       各项数据，CSV
data/tables/events.csv  事件日志：谁在什么时候做了什么；mark是这一条的防改标记
data/log/seals.txt  日志的封存：序号、时间、条数、和前一次串起来的校验值；
                    最后一行也在manifest.json的seal里
manifest.json       每个文件的大小、SHA-256和是什么
bagit.txt等         本包按BagIt（RFC 8493）打包

二、怎么核对
解开以后，在本文件所在的目录里运行
  sha256sum -c tagmanifest-sha256.txt
  sha256sum -c manifest-sha256.txt
每一行都是OK，就没有少、没有改。sha256sum不管多出来的文件；多没多，用
  hongmajia archive --verify 本包.zip
不用联网，也不用数据库。第一个少了、改了或者多出来的文件，它会说出名字。
整包的SHA-256记在系统的事件日志里，也写在年度活动的“归档包”一页上。要防清单本身被换，请和那里比对。
日志在做这个包的时候封存过。以后要查系统里的日志从那时起有没有被改过、删过、整条重做过，在系统上运行
  hongmajia log --verify --seals seals.txt

三、个人信息
有师傅的姓名、企业联系人和确认人的姓名、照片；手机号隐去中间几位；报名人的姓名和手机号不在里面，
培训班学员只写姓，嘉宾写明本人同意的才写姓名。
公开的文字里隐去的人名、电话照样隐去。在线指导的消息、通知和回报是原话，只隐去手机号；附件原样。查询码、会议地址等凭它就能办事的，不在里面。

四、文档
PDF由typst按PDF/A-2b排出，不合标准的它不写。manifest.json的note是文件自己写明的标准；写PDF的，是以前排的，没有标明。
没有用别的软件再验过。意向书按系统登记的内容排印，签字的原件在双方和主办工会。

五、没有什么
改过的记录以前的各个版本、账号和密码不在里面。
{missing}
"""


def readme(facts: Facts) -> str:
    """``README.txt``, in Chinese."""
    counts = "\n".join(f"{title}　{count}" for title, count in facts.counts)
    gone = "\n".join(facts.missing)
    return README.format(
        season=facts.season.name, host=facts.season.union.name, made_at=facts.made_at,
        counts=counts, missing=f"登记过、文件已经不在的：\n{gone}" if gone else ALL_THERE,
    )  # fmt: skip
