# SPDX-License-Identifier: AGPL-3.0-or-later
# SPDX-FileCopyrightText: The Folkmoot authors
"""What stands in front of a node that others reach over TLS, and an authority for a laboratory."""
import os
import socket
import ssl
import threading

import tap


def make_authority(folder, *hosts):
    """Makes a certificate authority and one certificate for all hosts; returns their files."""
    openssl = tap.need("openssl")
    names = {name: os.path.join(folder, name) for name in ("ca.pem", "ca.key", "host.pem", "host.key", "host.csr", "names")}
    with open(names["names"], "w", encoding="utf-8") as file:
        file.write("subjectAltName=" + ",".join(f"DNS:{host}" for host in hosts) + "\n")
    new = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
    tap.run(openssl, "req", "-x509", *new, "-keyout", names["ca.key"], "-out", names["ca.pem"], "-days", "2",
            "-subj", "/CN=Laboratory")
    tap.run(openssl, "req", *new, "-keyout", names["host.key"], "-out", names["host.csr"], "-subj", f"/CN={hosts[0]}")
    tap.run(openssl, "x509", "-req", "-in", names["host.csr"], "-CA", names["ca.pem"], "-CAkey", names["ca.key"],
            "-CAcreateserial", "-out", names["host.pem"], "-days", "2", "-extfile", names["names"])
    return names["ca.pem"], names["host.pem"], names["host.key"]


class TlsProxy:
    """Takes TLS off and passes the bytes on."""

    def __init__(self, to_port, certificate, key):
        self.to_port = to_port
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(certificate, key)
        self.asleep = False  # then it hangs up at once, as the way to a laptop that sleeps does
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def close(self):
        self.listener.close()

    def accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return  # closed
            if self.asleep:
                client.close()
                continue
            threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client):
        try:
            client.settimeout(120)
            with self.context.wrap_socket(client, server_side=True) as outer, \
                    socket.create_connection(("127.0.0.1", self.to_port)) as inner:
                back = threading.Thread(target=pump, args=(inner, outer), daemon=True)
                back.start()
                pump(outer, inner)
                back.join()
        except OSError:
            pass  # whoever hung up knows why


def pump(source, target):
    try:
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        pass
