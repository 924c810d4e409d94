"""Goes away in the middle of a text. The gateway stops the model, records what went out and settles
what was used so far. Arguments: address, model."""

from gateway import argument, connect, content, generation_service, grpc, headers, request

with connect() as channel:
    events = generation_service.GenerationServiceStub(channel).StreamGenerate(
        request(content.MODALITY_TEXT, argument(2, "chat"), "Tell a long story."),
        metadata=headers(),
    )
    pieces = 0
    try:
        for event in events:
            if event.HasField("text_delta"):
                pieces += 1
                if pieces == 2:
                    events.cancel()
    except grpc.RpcError:
        if events.code() != grpc.StatusCode.CANCELLED:
            raise
        print(f"cancelled after {pieces} pieces")
