"""The web site behind the network: 200 bytes for each request, in one packet. Arguments: address and port."""

from __future__ import annotations

import socket
import socketserver
import sys

HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n"
PAGE = HEAD + b"X-Fill: ".ljust(200 - len(HEAD) - 104, b".") + b"\r\n\r\n" + b"x" * 100


class Site(socketserver.StreamRequestHandler):
    """Answers on one connection as long as it is asked."""

    def handle(self) -> None:
        """Read requests to their empty line and answer each."""
        self.request.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for line in self.rfile:
            if line == b"\r\n":
                self.wfile.write(PAGE)


class Server(socketserver.ThreadingTCPServer):
    """Serves several at once."""

    allow_reuse_address = True
    daemon_threads = True


if __name__ == "__main__":
    Server((sys.argv[1], int(sys.argv[2])), Site).serve_forever()
