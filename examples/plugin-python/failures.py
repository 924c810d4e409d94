"""Failures as the gateway understands them: a status whose ErrorInfo names the kind.

A bare status works as well (NOT_FOUND, INVALID_ARGUMENT, RESOURCE_EXHAUSTED ...); the details say it
exactly. google.rpc.Status and ErrorInfo are two small messages, so they are declared here instead
of installing a package for them.
"""

import grpc
from google.protobuf import any_pb2, descriptor_pb2, descriptor_pool, message_factory


def _message_classes():
    field = descriptor_pb2.FieldDescriptorProto
    file = descriptor_pb2.FileDescriptorProto(
        name="failures.proto",
        package="google.rpc",
        syntax="proto3",
        dependency=["google/protobuf/any.proto"],
    )

    def add(message, number, name, kind, label=field.LABEL_OPTIONAL, type_name=None):
        message.field.add(number=number, name=name, type=kind, label=label, type_name=type_name)

    status = file.message_type.add(name="Status")
    add(status, 1, "code", field.TYPE_INT32)
    add(status, 2, "message", field.TYPE_STRING)
    any_type = ".google.protobuf.Any"
    add(status, 3, "details", field.TYPE_MESSAGE, field.LABEL_REPEATED, any_type)
    info = file.message_type.add(name="ErrorInfo")
    add(info, 1, "reason", field.TYPE_STRING)
    add(info, 2, "domain", field.TYPE_STRING)

    # A pool of our own, so that a program which has the real files can load them beside these.
    pool = descriptor_pool.DescriptorPool()
    pool.AddSerializedFile(any_pb2.DESCRIPTOR.serialized_pb)
    pool.Add(file)
    return (
        message_factory.GetMessageClass(pool.FindMessageTypeByName("google.rpc.Status")),
        message_factory.GetMessageClass(pool.FindMessageTypeByName("google.rpc.ErrorInfo")),
    )


_Status, _ErrorInfo = _message_classes()


class Failure(Exception):
    """Ends a generation.

    kind: one of the names in provider_service.proto, for instance "OVERLOADED".
    message: for operators; no prompt, no media, no credential.
    """

    def __init__(self, code: grpc.StatusCode, kind: str, message: str):
        super().__init__(message)
        self.code = code
        self.kind = kind
        self.message = message

    def abort(self, context: grpc.ServicerContext) -> None:
        status = _Status(code=self.code.value[0], message=self.message)
        detail = status.details.add()
        detail.type_url = "type.googleapis.com/google.rpc.ErrorInfo"
        detail.value = _ErrorInfo(reason=self.kind, domain="colophon.io").SerializeToString()
        context.set_trailing_metadata([("grpc-status-details-bin", status.SerializeToString())])
        context.abort(self.code, self.message)
