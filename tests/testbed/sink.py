#!/usr/bin/python3
"""sink.py PORT LMTP_PORT DIR: where the test bed's submission service relays to. Local recipients are handed to
LMTP, all others land in DIR/mail/remote/Maildir. Some recipients' names make a fault."""
import asyncio, mailbox, os, signal, smtplib, sys

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

PORT, LMTP, RUN = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
AT_RCPT = {
    "nouser": "550 5.1.1 No such user",
    "greylist": "451 4.7.1 Greylisted, try again later",
    "full": "552 5.2.2 Mailbox full",
}
AT_DATA = {"spam": "554 5.7.1 Message rejected as spam", "later": "451 4.3.0 Queue write error"}


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        fault = AT_RCPT.get(address.split("@")[0])
        if fault:
            return fault
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server, session, envelope):
        for address in envelope.rcpt_tos:
            fault = AT_DATA.get(address.split("@")[0])
            if fault:
                return fault
        for address in envelope.rcpt_tos:
            try:
                await asyncio.to_thread(self.deliver, envelope, address)
            except Exception as error:
                return "451 4.3.0 " + str(error).replace("\n", " ")[:200]
        return "250 2.0.0 OK queued"

    def deliver(self, envelope, address):
        if address.endswith("@example.test"):
            with smtplib.LMTP("127.0.0.1", LMTP) as lmtp:
                lmtp.sendmail(envelope.mail_from, [address], envelope.content)
            return
        head = f"Return-Path: <{envelope.mail_from}>\nDelivered-To: {address}\n".encode()
        box = mailbox.Maildir(f"{RUN}/mail/remote/Maildir", create=True)
        box.add(head + envelope.content.replace(b"\r\n", b"\n"))


class Sink(Controller):
    def factory(self):
        return SMTP(self.handler, hostname="sink.example.test", data_size_limit=10 << 20)


os.makedirs(f"{RUN}/mail/remote", exist_ok=True)
sink = Sink(Handler(), hostname="127.0.0.1", port=PORT)
sink.start()
with open(f"{RUN}/sink.pid", "w") as file:
    file.write(str(os.getpid()))
signal.sigwait({signal.SIGTERM, signal.SIGINT})
sink.stop()
