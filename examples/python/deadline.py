"""Waits for a text only 50 ms. The gateway stops the model when the caller's time is over.
Arguments: address, model."""

from gateway import argument, connect, content, generation_service, grpc, headers, request

with connect() as channel:
    try:
        response = generation_service.GenerationServiceStub(channel).Generate(
            request(content.MODALITY_TEXT, argument(2, "chat"), "Tell a long story."),
            timeout=0.05,
            metadata=headers(),
        )
        print(response.outputs[0].text)
    except grpc.RpcError as failure:
        if failure.code() != grpc.StatusCode.DEADLINE_EXCEEDED:
            raise
        print("not ready within 50 ms")
