"""``zhiquan packs``: the certificates of exchange, opening a pack with its key, answering one."""

from __future__ import annotations

import json
from pathlib import Path

import click

from zhiquan.office.exchange.certificates import Pair
from zhiquan.portal.cli.shell import django_ready, emit_json, json_option, tr
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_NEW = click.Path(path_type=Path)


@click.group(help=tr("移送材料包：证书、打开、回传。", "Packs: certificates, opening, answering."))
def packs() -> None:
    """Packs."""


@packs.command(help=tr("输出本局的交换证书，交给往来单位。", "Print this office's certificate for its partners."))
def certificate() -> None:
    """Print the certificate, and its fingerprint on the error channel."""
    django_ready()
    from cryptography.hazmat.primitives.serialization import Encoding

    from zhiquan.office.exchange.certificates import fingerprint
    from zhiquan.office.exchange.partners import ours

    own = ours().certificate
    click.echo(own.public_bytes(Encoding.PEM).decode(), nl=False)
    click.echo(f"SHA-256 {fingerprint(own)}", err=True)


@packs.command(help=tr("登记往来单位的证书（代码即材料包的键）。", "Keep a partner's certificate under its code."))
@click.argument("code")
@click.argument("file", type=_FILE)
@click.option(
    "--fingerprint", "wanted", required=True, help=tr("与对方核对过的 SHA-256 指纹", "As the partner told it")
)
def trust(code: str, file: Path, wanted: str) -> None:
    """Keep a certificate whose fingerprint is the one that the partner told by another way."""
    django_ready()
    from django.conf import settings

    from zhiquan.office.exchange import certificates
    from zhiquan.settings.now import now

    held = certificates.read_certificate(file)
    found = certificates.fingerprint(held)
    if wanted.upper().replace(":", "") != found.replace(":", ""):
        raise Refusal("packs.fingerprint", _FINGERPRINT.format(found=found))
    certificates.trust(settings.DATA.region, code, held, now())
    click.echo(tr(f"{code}：{certificates.name_of(held)}", f"{code}: {certificates.name_of(held)}"))


@packs.command(
    "open", help=tr("用接收单位的密钥打开材料包并核对。", "Open a pack with its receiver's key and check it.")
)
@click.argument("pack", type=_FILE)
@click.option("--key", type=_FILE, help=tr("私钥 PEM；不给则用本局的", "Private key (PEM); without it this office's"))
@click.option("--certificate", "held", type=_FILE, help=tr("证书 PEM，若不在同一文件", "Its certificate, if elsewhere"))
@click.option("--sender", type=_FILE, help=tr("发出单位的证书，用来核验签名", "The sender's certificate, to verify by"))
@click.option("--out", type=_NEW, help=tr("取出文件的新文件夹", "New folder for the files"))
@json_option
def open_pack(
    pack: Path, key: Path | None, held: Path | None, sender: Path | None, out: Path | None, *, as_json: bool
) -> None:
    """Decrypt, check every digest, verify the sender's signature where its certificate is given, take the files out."""
    from zhiquan.office.exchange import read_pack
    from zhiquan.office.exchange.certificates import read_certificate, read_pair
    from zhiquan.office.exchange.envelopes import decrypt, is_envelope, verify

    content = pack.read_bytes()
    if is_envelope(content):
        content = decrypt(content, read_pair(key, held) if key else _ours())
    opened = read_pack(content)
    if sender:
        verify(opened.head, opened.signature, read_certificate(sender))
    if out:
        _write(out, [("manifest.json", opened.head), *opened.files])
    if as_json:
        emit_json({"digest": opened.digest, "verified": bool(sender), "manifest": opened.manifest,
                   "files": [name for name, _ in opened.files]})  # fmt: skip
        return
    click.echo(f"{tr(opened.title.zh, opened.title.en)}  {opened.digest}")
    for name, data in opened.files:
        click.echo(f"  {name}  {len(data)}")
    click.echo(tr("签名已核验。", "Signature verified.") if sender else
               tr("未核验签名（--sender）。", "Signature not verified (--sender)."))  # fmt: skip


@packs.command(help=tr("对收到的材料包回传结果：签名并加密。", "Answer a pack: the result, signed and encrypted."))
@click.argument("pack", type=_FILE)
@click.option("--key", type=_FILE, required=True, help=tr("本单位私钥和证书 PEM", "Own key and certificate (PEM)"))
@click.option("--result", type=_FILE, required=True, help=tr("结果字段（JSON）", "The result's fields (JSON)"))
@click.option("--file", "files", type=_FILE, multiple=True, help=tr("结果文件", "A document of the result"))
@click.option("--to", "receiver", type=_FILE, required=True, help=tr("对方证书", "The other office's certificate"))
@click.option("--out", type=_NEW, required=True)
def answer(pack: Path, key: Path, result: Path, files: tuple[Path, ...], receiver: Path, out: Path) -> None:
    """Build the pack with which a deciding office answers; the sender takes it in on the page of the case."""
    from functools import partial

    from zhiquan.office.exchange import build_pack, read_pack
    from zhiquan.office.exchange.certificates import read_certificate, read_pair
    from zhiquan.office.exchange.envelopes import decrypt, encrypt, is_envelope, sign

    pair, content = read_pair(key), pack.read_bytes()
    asked = read_pack(decrypt(content, pair) if is_envelope(content) else content)
    told = {"case": asked.manifest["case"], "answers": asked.digest, "result": _fields(result)}
    documents = [(path.name, path.read_bytes()) for path in files]
    built = build_pack(_RESULT, told, documents, partial(sign, pair=pair))
    out.write_bytes(encrypt(built.content, [read_certificate(receiver)]))
    click.echo(f"{out}  {built.digest}")


def _ours() -> Pair:
    django_ready()
    from zhiquan.office.exchange.partners import ours

    return ours()


def _fields(path: Path) -> dict[str, object]:
    try:
        found = json.loads(path.read_bytes())
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise Refusal("packs.result", _FIELDS.format(file=path.name))
    return found


def _write(folder: Path, files: list[tuple[str, bytes]]) -> None:
    """Write into a new folder; names of a pack were checked when it was read."""
    if folder.exists():
        raise Refusal("packs.folder", _FOLDER.format(folder=folder))
    for name, data in files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


_RESULT = Text("办理结果回传", "Result of a forwarded case")
_FINGERPRINT = Text(
    "证书指纹是 {found}，与给出的不同；请与对方单位重新核对。",
    "The certificate's fingerprint is {found}, not the one given; compare it with the other office again.",
)
_FIELDS = Text("“{file}”须是 JSON 对象（字段: 值）。", "“{file}” must be a JSON object, field by field.")
_FOLDER = Text("“{folder}”已存在，请换一个新文件夹。", "“{folder}” exists already; name a new folder.")
