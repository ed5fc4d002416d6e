"""The README of a bundle, Chinese first."""

from __future__ import annotations

README = """# 办件封存包 {number}

由{office}于 {made_at} 制作。包内文件：

- `case.json`：办件编号、事项及其定义版本；`definition.json`：该办件所依据的事项定义全文
- `events.jsonl`：全部过程记录，每行一条；每行的 SHA-256 即该条摘要，写在下一行的末尾
- `papers.json`、`letters/`、`files/`：文书（PDF）、材料及其摘要
- `path.json`、`seal.json`、`seal.sig`：由本办件链头到封存根（SHA-256 与 SM3）的 Merkle 路径，封存内容及其签名
- `contents.json`、`contents.sig`：全部文件的摘要目录及其签名；`key.pem`：公钥
- `personal.jsonl`：个人信息（仅在制作时指明才有；否则连同移送材料包只留摘要，不影响核验）

核验（只需 Python 3.8 以上，无需联网）：

    python -I -S verify.py

机关密钥指纹（SHA-256）：`{fingerprint}`。请与机关另行公布的指纹核对：指纹相同，核验才有意义。
不放心包内的 verify.py 的，请用从其他渠道取得的同名文件，并把本包路径作为参数。签名也可用 openssl 核对：

    openssl dgst -sha256 -verify key.pem -signature contents.sig contents.json
    openssl dgst -sha256 -verify key.pem -signature seal.sig seal.json

文书和材料本身可能含有个人信息，请妥善保管。

# Sealed bundle of the case {number}

Made by {office} at {made_at}. What is in it:

- `case.json`: number, matter and version of its definition; `definition.json`: the whole definition it was handled by
- `events.jsonl`: all events, one a line; the SHA-256 of a line is the event's hash, and stands at the end of the next
- `papers.json`, `letters/`, `files/`: letters (PDF) and papers, with their digests
- `path.json`, `seal.json`, `seal.sig`: the Merkle path from the head of this case to the sealed roots (SHA-256 and
  SM3), the seal, its signature
- `contents.json`, `contents.sig`: the digests of all files, and the signature; `key.pem`: the public key
- `personal.jsonl`: personal answers (only when asked for; otherwise only the digests of these, and of the packs for
  other offices, are there, which is enough)

To verify (Python 3.8 or later, no network): `python -I -S verify.py`

Fingerprint of the office's key (SHA-256): `{fingerprint}`. Compare it with the one the office has published elsewhere:
only then does the verification mean anything. Who does not trust the verify.py in here takes the same file from another
source and gives it the path of this bundle. The signatures can be checked with openssl, too, as shown above.

Letters and papers may contain personal information themselves; keep them with care.
"""
