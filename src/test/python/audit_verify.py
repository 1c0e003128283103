#!/usr/bin/env python3
"""Checks journals of Lifeboat without Lifeboat: SHA-256, JSON, and ssh-keygen for the signatures.

audit_verify.py [--require-seal] [--head SEQUENCE:HASH] [--allowed-signers FILE] JOURNAL...
Prints for each journal the exit code of `lifeboat audit verify`, the first bad record and the kind of damage.
"""
import argparse, hashlib, json, re, subprocess, sys, tempfile

GENESIS, UNIT_LIMIT = "0" * 64, 1 << 20

def canonical(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

def unique(pairs):
    assert len(dict(pairs)) == len(pairs), "a key stands there twice"
    return dict(pairs)

def record(raw):
    """The record of a line, or None when it is none."""
    try:
        value = json.loads(raw.decode(), object_pairs_hook=unique, parse_float=lambda text: 1 / 0)
        chain = value["lifeboat"]["chain"]
        hashes = all(re.fullmatch("[0-9a-f]{64}", chain[name]) for name in ("prev", "hash"))
        return value if hashes and type(value["event"]["sequence"]) is int and canonical(value) == raw else None
    except (ValueError, KeyError, TypeError, AssertionError, ArithmeticError, AttributeError):
        return None

def intact(value):
    chain = dict(value["lifeboat"]["chain"])
    said = chain.pop("hash")
    bare = {**value, "lifeboat": {**value["lifeboat"], "chain": chain}}
    return hashlib.sha256(b"lifeboat-journal-1\n" + chain["prev"].encode() + canonical(bare)).hexdigest() == said

def signed(value, seal, prev, allowed):
    """Whether the seal's signature is that of somebody who may sign."""
    message = f"lifeboat-seal-1\n{value['trace']['id']}\n{seal['count']}\n{prev}\n".encode()
    with tempfile.NamedTemporaryFile("w", suffix=".sig") as sig:
        body = "\n".join(re.findall(".{1,70}", seal["signature"]))
        sig.write(f"-----BEGIN SSH SIGNATURE-----\n{body}\n-----END SSH SIGNATURE-----\n")
        sig.flush()
        say = lambda *words: subprocess.run(["ssh-keygen", "-Y", *words, "-s", sig.name, "-n", "lifeboat-audit@v1"],
                                            input=message, capture_output=True)
        found = say("find-principals", "-f", allowed).stdout.decode().split("\n")[0]
        return found != "" and say("verify", "-f", allowed, "-I", found).returncode == 0

def verify(data, args):
    pieces = data.split(b"\n")
    lines = [record(piece) for piece in pieces[:-1]] + ([None] if pieces[-1] else [])
    prev, hashes, run, seal_at, ended, sealed, bad = GENESIS, [], None, 0, False, False, None
    for i, value in enumerate(lines):
        expected = len(hashes) + 1
        after = [line for line in lines[i + 1:] if line and intact(line)]
        if value is None:
            unit = [line for line in after if not line["lifeboat"].get("unit", 1 << 60) <= expected < line["event"]["sequence"]]
            if not unit and len(b"\n".join(pieces[i:])) <= UNIT_LIMIT:
                return anchored(hashes, args, (10, expected, "TORN"))
            return 11, expected, "TRUNCATED" if after and after[0]["event"]["sequence"] > expected + 1 else "DAMAGED"
        chain, data_, action = value["lifeboat"]["chain"], value["lifeboat"].get("data", {}), value["event"].get("action")
        sequence = value["event"]["sequence"]
        if value["lifeboat"].get("version", 0) > 1 and (i == 0 or intact(value)):
            return 15, expected, "VERSION"
        if not intact(value):
            return 11, expected, "EDITED"
        run = run or value["trace"]["id"]
        if value["trace"]["id"] != run:
            return 11, expected, "FOREIGN"
        if sequence > expected:
            names = [line for line in [value] + after if line["event"]["action"] == "sealed"
                     and line["lifeboat"]["data"].get("previous") == expected]
            there = any(line["event"]["sequence"] == expected for line in after)
            return 11, expected, "REORDERED" if there else "SEAL_STRIPPED" if names else "REMOVED"
        if sequence < expected:
            return 11, expected, "REPEATED" if chain["hash"] in hashes else "INSERTED"
        if chain["prev"] != prev:
            return 11, expected, "REWRITTEN"
        ended = action in ("run.left", "run.closed") or ended and action != "run.resumed"
        sealed = ended and action == "sealed"
        if action == "sealed":
            if (data_["count"], data_["head"]) != (sequence - 1, prev):
                return 11, expected, "SEAL"
            if data_.get("previous", seal_at) != seal_at:
                return 11, expected, "SEAL_STRIPPED"
            seal_at = sequence
            if args.allowed_signers and not ("signature" in data_ and signed(value, data_, prev, args.allowed_signers)):
                bad = bad or (14, sequence, "SIGNATURE")
        prev = chain["hash"]
        hashes.append(prev)
    if not hashes:
        return 10, 1, "TORN"
    return anchored(hashes, args, bad or ((12, 0, "UNSEALED") if args.require_seal and not sealed else (0, 0, "OK")))

def anchored(hashes, args, verdict):
    if args.head:
        number, kept = args.head.split(":")
        if int(number) > len(hashes) or not hashes[int(number) - 1].startswith(kept.replace("-", "")):
            return 11, min(int(number), len(hashes) + 1), "ANCHOR"
    return verdict

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--require-seal", action="store_true")
    parser.add_argument("--head")
    parser.add_argument("--allowed-signers")
    parser.add_argument("journals", nargs="+")
    options = parser.parse_args()
    for journal in options.journals:
        verdict = verify(open(journal, "rb").read(), options)
        print(*verdict)
    sys.exit(verdict[0])
