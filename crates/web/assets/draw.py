#!/usr/bin/env python3
"""Draws the pictures of those who have none, and the icon: run it in this folder after a change.

Needs nothing but Python. The picture of a person is the mark seen as one: an ember for a head,
its glow for shoulders.
"""

import math
import struct
import zlib


def save(name, width, height, at):
    rows = bytearray()
    before = bytes(width * 3)
    for y in range(height):
        row = bytearray()
        for x in range(width):
            row += bytes(max(0, min(255, round(part))) for part in at(x + 0.5, y + 0.5))
        # The difference to the row above packs smooth pictures well.
        rows += b"\x02" + bytes((new - old) & 255 for new, old in zip(row, before))
        before = bytes(row)

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    with open(name, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(rows), 9))
                   + chunk(b"IEND", b""))


def mix(one, other, share):
    share = max(0.0, min(1.0, share))
    return tuple(a + (b - a) * share for a, b in zip(one, other))


def inside(distance):
    """How much of a pixel lies inside an edge at this distance."""
    return max(0.0, min(1.0, 0.5 - distance))


SAND, CLAY, EMBER, NIGHT, PAPER = (239, 228, 216), (201, 178, 158), (232, 89, 28), (42, 31, 26), (251, 248, 244)


def avatar(x, y, size=400):
    colour = SAND
    shoulders = math.hypot((x - size / 2) / 0.36, (y - size * 0.98) / 0.30) - size
    colour = mix(colour, CLAY, inside(shoulders * 0.3))
    head = math.hypot(x - size / 2, y - size * 0.42) - size * 0.17
    return mix(colour, CLAY, inside(head))


def header(x, y, width=1200, height=400):
    glow = math.exp(-(((x - width * 0.74) / (width * 0.42)) ** 2 + ((y - height * 1.15) / (height * 0.75)) ** 2))
    colour = mix(NIGHT, (150, 62, 26), glow)
    for depth, shade in ((0.62, (58, 40, 31)), (0.78, (48, 34, 27)), (0.92, (36, 26, 21))):
        wave = math.sin(x / width * 5.1 + depth * 9) * 0.055 + math.sin(x / width * 11.7 + depth * 23) * 0.022
        colour = mix(colour, mix(shade, (112, 52, 26), glow * 0.55), inside((depth + wave) * height - y))
    return colour


def icon(x, y, size=192):
    away, turn = math.hypot(x - size / 2, y - size / 2), math.atan2(y - size / 2, x - size / 2)
    unit = size / 30
    colour = mix(PAPER, mix(PAPER, EMBER, 0.28), inside(away - 6.6 * unit))
    colour = mix(colour, EMBER, inside(away - 4.4 * unit))
    # The ring is broken three times.
    broken = min(abs((turn - cut + math.pi) % (2 * math.pi) - math.pi) for cut in (-0.5, 1.6, 3.7)) * 9.6 * unit
    ring = max(abs(away - 9.6 * unit) - 0.75 * unit, 1.2 * unit - broken)
    return mix(colour, mix(PAPER, EMBER, 0.8), inside(ring))


def maskable(x, y, size=512):
    """The icon with room around it, for devices that cut a shape out of it."""
    inner = size * 0.72
    edge = (size - inner) / 2
    return icon(x - edge, y - edge, inner)


save("avatar.png", 400, 400, avatar)
save("header.png", 1200, 400, header)
save("icon.png", 192, 192, icon)
save("icon-512.png", 512, 512, lambda x, y: icon(x, y, 512))
save("icon-maskable.png", 512, 512, maskable)
