"""Starts a film as a job, waits for it, and writes it to a file. The job goes on without the caller:
who knows the operation's name can ask for it later. Arguments: address, file."""

import pathlib

from gateway import (
    argument,
    connect,
    content,
    generation,
    generation_service,
    headers,
    operations,
    operations_service,
    request,
)

with connect() as channel:
    file = pathlib.Path(argument(2, "film.mp4"))
    operation = generation_service.GenerationServiceStub(channel).StartGeneration(
        request(content.MODALITY_VIDEO, "video", "waves at sunset"), metadata=headers()
    )
    print("started", operation.name)
    jobs = operations_service.OperationsStub(channel)
    while not operation.done:
        wait = operations.WaitOperationRequest(name=operation.name)
        wait.timeout.FromSeconds(10)
        operation = jobs.WaitOperation(wait, metadata=headers())
    if operation.HasField("error"):
        raise RuntimeError(f"the job failed: {operation.error.message}")
    response = generation.GenerateResponse()
    operation.response.Unpack(response)
    film = response.outputs[0].media
    file.write_bytes(film.data)
    print(f"wrote {file}, {film.mime_type}")
