"""Slack's side of a benchmark: signed event deliveries over keep-alive connections, and timing."""

import asyncio
import hashlib
import hmac
import itertools
import json
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

SECRET = "benchmark-signing-secret"
CHANNEL = "C0BENCH"
SAMPLE = Path(__file__).parents[1] / "bot" / "sample" / "corpus.jsonl"
_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Round:
    """One round's answers: how long each took, in seconds, and events a second over all."""

    latencies: tuple[float, ...]
    per_second: float


def deliveries(how_many: int) -> list[bytes]:
    """Return signed HTTP requests, each a message event that was never sent before."""
    return [_signed(_event(text)) for text in itertools.islice(texts(), how_many)]


def texts() -> Iterator[str]:
    """Return the sample's messages, over and over."""
    with SAMPLE.open(encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for line in file]
    return itertools.cycle(texts)


def _event(text: str) -> bytes:
    number = next(_numbers)
    moment = f"{int(time.time())}.{number % 1_000_000:06d}"
    event = {
        "type": "message",
        "user": f"U{number % 40:04d}",
        "text": text,
        "ts": moment,
        "event_ts": moment,
        "channel": CHANNEL,
        "channel_type": "channel",
        "team": "T0BENCH",
    }
    body = {
        "type": "event_callback",
        "token": "unused",
        "team_id": "T0BENCH",
        "api_app_id": "A0BENCH",
        "event": event,
        "event_id": f"Ev{number:08d}",
        "event_time": int(time.time()),
        "authorizations": [
            {"team_id": "T0BENCH", "user_id": "UBOT", "is_bot": True, "enterprise_id": None}
        ],
    }
    return json.dumps(body).encode()


def _signed(body: bytes) -> bytes:
    moment = str(int(time.time()))
    signature = hmac.new(SECRET.encode(), f"v0:{moment}:".encode() + body, hashlib.sha256)
    head = (
        "POST /slack/events HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\nX-Slack-Request-Timestamp: {moment}\r\n"
        f"X-Slack-Signature: v0={signature.hexdigest()}\r\n\r\n"
    )
    return head.encode() + body


class Connection:
    """One keep-alive connection: a request at a time."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    async def send(self, request: bytes) -> None:
        """Send a request and wait for the whole answer. Raises RuntimeError unless it is 200."""
        self._writer.write(request)
        head = await self._reader.readuntil(b"\r\n\r\n")
        length = next(
            int(line.split(b":")[1])
            for line in head.split(b"\r\n")
            if line.lower().startswith(b"content-length:")
        )
        await self._reader.readexactly(length)
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(f"not acknowledged: {head.splitlines()[0].decode()}")

    def close(self) -> None:
        """Close it."""
        self._writer.close()


@asynccontextmanager
async def connections(port: int, how_many: int) -> AsyncIterator[list[Connection]]:
    """Open connections to a local server."""
    pairs = [await asyncio.open_connection("127.0.0.1", port) for _ in range(how_many)]
    opened = [Connection(reader, writer) for reader, writer in pairs]
    try:
        yield opened
    finally:
        for connection in opened:
            connection.close()


async def steady(port: int, requests: list[bytes], rate: float) -> Round:
    """Send at a steady rate, whether or not answers come; time each from when it was due."""
    free: asyncio.Queue[Connection] = asyncio.Queue()
    started = time.perf_counter()

    async def send(request: bytes, due: float) -> float:
        await asyncio.sleep(due - time.perf_counter())
        connection = await free.get()
        await connection.send(request)
        free.put_nowait(connection)
        return time.perf_counter() - due

    async with connections(port, 50) as opened:
        for connection in opened:
            free.put_nowait(connection)
        started = time.perf_counter() + 0.1
        sending = [send(one, started + number / rate) for number, one in enumerate(requests)]
        latencies = await asyncio.gather(*sending)
    return Round(tuple(latencies), len(requests) / (time.perf_counter() - started))


async def saturated(port: int, requests: list[bytes], at_once: int) -> Round:
    """Keep so many requests under way at once, as fast as answers come."""
    waiting = iter(requests)
    latencies: list[float] = []

    async def keep_sending(connection: Connection) -> None:
        for request in waiting:
            sent = time.perf_counter()
            await connection.send(request)
            latencies.append(time.perf_counter() - sent)

    async with connections(port, at_once) as opened:
        started = time.perf_counter()
        await asyncio.gather(*(keep_sending(connection) for connection in opened))
        seconds = time.perf_counter() - started
    return Round(tuple(latencies), len(requests) / seconds)
