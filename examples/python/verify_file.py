"""Hands a file to the gateway and learns which labels it bears and whether the log knows it.
Arguments: address, file."""

import sys

from gateway import connect, headers, provenance, provenance_service

PIECE_BYTES = 64 * 1024


def pieces(name):
    with open(name, "rb") as file:
        while data := file.read(PIECE_BYTES):
            yield provenance.VerifyContentRequest(data=data)


with connect() as channel:
    found = provenance_service.ProvenanceServiceStub(channel).VerifyContent(
        pieces(sys.argv[2]), metadata=headers()
    )
print(provenance.VerifyContentResponse.Verdict.Name(found.verdict))
for label in found.labels:
    print(label.carrier, dict(label.fields))
print(f"record {found.log_index}" if found.HasField("log_index") else "not in the log")
