"""A browser without a screen: keeps its cookies and one connection, and reads from a page what its next form needs."""

import asyncio
import re
from dataclasses import dataclass, field
from urllib.parse import urlencode

PATIENCE = 60.0
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
NUMBER = re.compile(r'name="number" value="(\d+)"')
TITLE = re.compile(r"<title>([^<]*)</title>")


class Unreachable(Exception):  # noqa: N818 it is an answer, not a fault
    """Raised where nothing, or nothing whole, came back."""


@dataclass(frozen=True)
class Page:
    """What came back."""

    status: int
    text: str
    location: str

    @property
    def token(self) -> str:
        """The word by which a form shows that it came from here."""
        return self._found(TOKEN)

    @property
    def number(self) -> int:
        """The number of the statement that is asked; nought where none is."""
        return int(self._found(NUMBER) or 0)

    @property
    def title(self) -> str:
        """What the page is called."""
        return self._found(TITLE)

    def _found(self, what: re.Pattern[str]) -> str:
        match = what.search(self.text)
        return match[1] if match else ""


@dataclass
class Browser:
    """Somebody's, at an address of their own, as a proxy in front of the service tells it."""

    port: int
    address: str
    cookies: dict[str, str] = field(default_factory=dict)
    line: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str) -> Page:
        """Open a page."""
        return await self._ask("GET", path, b"", {})

    async def post(self, path: str, answers: dict[str, str], *, within: bool) -> Page:
        """Send a form, as a page of its own or within the page."""
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": f"http://localhost:{self.port}",
        }
        body = urlencode(answers).encode()
        return await self._ask(
            "POST", path, body, headers | ({"HX-Request": "true", "HX-Target": "main"} if within else {})
        )

    async def _ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Page:
        said = {
            "Host": f"localhost:{self.port}",
            "X-Forwarded-For": self.address,
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Content-Length": str(len(body)),
            **headers,
        }
        head = "".join(f"{name}: {value}\r\n" for name, value in said.items())
        request = f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + body
        try:
            async with asyncio.timeout(PATIENCE):
                if self.line is not None and (page := await self._over_old_line(request)) is not None:
                    return page
                return await self._sent(request)
        except (OSError, EOFError, TimeoutError) as error:
            self.line = None
            raise Unreachable(type(error).__name__) from error

    async def _over_old_line(self, request: bytes) -> Page | None:
        """Send a request over a connection kept since the last one; where the service has closed it, say nothing."""
        try:
            return await self._sent(request)
        except (OSError, EOFError):
            self.line = None
            return None

    async def _sent(self, request: bytes) -> Page:
        """Send a request over the connection there is, and read the reply."""
        self.line = self.line or await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self.line
        writer.write(request)
        await writer.drain()
        first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        length, location = 0, ""
        for line in lines:
            name, _, value = line.partition(": ")
            if name.lower() == "set-cookie":
                key, _, kept = value.partition(";")[0].partition("=")
                self.cookies[key.strip()] = kept
            elif name.lower() == "content-length":
                length = int(value)
            elif name.lower() == "location":
                location = value
        text = (await reader.readexactly(length)).decode(errors="replace")
        return Page(int(first.split()[1]), text, location)
