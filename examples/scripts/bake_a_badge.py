"""Bake badges into pictures, and pack them as a backpack: python bake_a_badge.py FOLDER.

The pictures look as before and carry the badges.  A real badge is signed first: eportfolio sign.
"""

import json
import sys
import zipfile
import zlib
from pathlib import Path

import eportfolio as ep

BADGE = {
    "@context": [
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    ],
    "id": "https://badges.example.org/credentials/2026/0512",
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "name": "Wheel building",
    "issuer": {
        "id": "https://college.example.org",
        "type": ["Profile"],
        "name": "Waterstad Example College Foundation",
    },
    "validFrom": "2026-09-11T10:00:00Z",
    "credentialSubject": {
        "id": "did:example:noor",
        "type": ["AchievementSubject"],
        "achievement": {
            "id": "https://badges.example.org/achievements/wheel-building",
            "type": ["Achievement"],
            "name": "Wheel building",
            "description": "Laces and trues the wheel of a bicycle.",
            "criteria": {"narrative": "Build a wheel that runs true within half a millimetre."},
        },
    },
}

ASSERTION = {
    "@context": "https://w3id.org/openbadges/v2",
    "type": "Assertion",
    "id": "https://badges.example.org/assertions/88",
    "recipient": {"type": "email", "hashed": False, "identity": "noor@example.org"},
    "issuedOn": "2019-05-04T13:30:00+02:00",
    "verification": {"type": "hosted"},
    "badge": {
        "type": "BadgeClass",
        "id": "https://badges.example.org/classes/first-aid",
        "name": "First aid in the workshop",
        "description": "Gives first aid until help arrives.",
        "image": "https://badges.example.org/images/first-aid.svg",
        "criteria": {"narrative": "A day's course with a practical test."},
        "issuer": {
            "type": "Issuer",
            "id": "https://college.example.org/issuer.json",
            "name": "Waterstad Example College Foundation",
            "url": "https://www.college.example.org",
            "email": "badges@college.example.org",
        },
    },
}

CROSS = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48">
  <title>First aid in the workshop</title>
  <circle cx="24" cy="24" r="22" fill="#1b7f4d"/>
  <path d="M20 10h8v10h10v8H28v10h-8V28H10v-8h10z" fill="#fff"/>
</svg>
"""


def wheel(size: int = 48) -> bytes:
    """Draw a wheel as PNG: a dot is dark near the rim, the hub and the spokes, and light elsewhere."""

    def dot(x: int, y: int) -> int:
        across, down = 2 * x - size + 1, 2 * y - size + 1
        distance = (across * across + down * down) ** 0.5 / size
        spoke = min(abs(across), abs(down), abs(across - down), abs(across + down)) < 2
        return 40 if 0.84 < distance < 0.94 or distance < 0.12 or (spoke and distance < 0.9) else 235

    def chunk(name: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")

    rows = b"".join(b"\0" + bytes(dot(x, y) for x in range(size)) for y in range(size))
    header = size.to_bytes(4, "big") * 2 + bytes([8, 0, 0, 0, 0])  # 8 bits of grey
    dots = zlib.compress(rows, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", dots) + chunk(b"IEND", b"")


def main(folder: str) -> None:
    target = Path(folder)
    badge, assertion = (json.dumps(one, indent=2).encode() for one in (BADGE, ASSERTION))
    pictures = {
        "wheel-building.png": ep.bake(wheel(), badge),
        "first-aid.svg": ep.bake(CROSS, assertion),
    }
    with zipfile.ZipFile(target / "backpack.zip", "w") as backpack:
        for name, data in pictures.items():
            (target / name).write_bytes(data)
            backpack.writestr(zipfile.ZipInfo(name), data)
    portfolio, _ = ep.read(target / "backpack.zip")
    print("backpack.zip:", ", ".join(str(one.specification.title) for one in portfolio.qualifications))


if __name__ == "__main__":
    main(*sys.argv[1:])
