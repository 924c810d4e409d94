"""Prints a text as it comes. The last event carries the receipt."""

from gateway import connect, content, generation, generation_service, headers, request

with connect() as channel:
    events = generation_service.GenerationServiceStub(channel).StreamGenerate(
        request(content.MODALITY_TEXT, "chat", "Write a line about the sea."),
        timeout=30,
        metadata=headers(),
    )
    for event in events:
        if event.HasField("started"):
            print("from", event.started.target)
        elif event.HasField("text_delta"):
            print(event.text_delta.text, end="", flush=True)
        elif event.HasField("finished"):
            print("\nfinished:", generation.FinishReason.Name(event.finished.reason))
