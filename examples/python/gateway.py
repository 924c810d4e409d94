"""What the programs share: the stubs, a connection, and the shape of a request.

Every program takes the gateway's address as its first argument ("localhost:9090" when there is
none) and an API key from COLOPHON_KEY.
"""

import os
import sys

import contract

sys.path.insert(0, contract.stubs())

import grpc
from colophon.v1 import content_pb2 as content
from colophon.v1 import generation_pb2 as generation
from colophon.v1 import generation_service_pb2_grpc as generation_service
from colophon.v1 import provenance_service_pb2 as provenance
from colophon.v1 import provenance_service_pb2_grpc as provenance_service
from google.longrunning import operations_pb2 as operations
from google.longrunning import operations_pb2_grpc as operations_service

__all__ = [
    "argument",
    "connect",
    "content",
    "generation",
    "generation_service",
    "grpc",
    "headers",
    "operations",
    "operations_service",
    "provenance",
    "provenance_service",
    "request",
]

# gRPC's own limit of 4 MiB is too small for an answer with pictures.
OPTIONS = [("grpc.max_receive_message_length", 64 * 1024 * 1024)]


def argument(index: int, otherwise: str) -> str:
    return sys.argv[index] if len(sys.argv) > index else otherwise


def connect() -> grpc.Channel:
    return grpc.insecure_channel(argument(1, "localhost:9090"), options=OPTIONS)


def headers() -> list[tuple[str, str]]:
    key = os.environ.get("COLOPHON_KEY")
    return [("authorization", f"Bearer {key}")] if key else []


def request(modality: int, model: str, prompt: str, **parameters) -> generation.GenerateRequest:
    return generation.GenerateRequest(
        model=model,
        output_modality=modality,
        inputs=[content.Message(role=content.ROLE_USER, parts=[content.Part(text=prompt)])],
        **parameters,
    )
