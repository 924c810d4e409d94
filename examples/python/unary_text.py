"""Asks for a text, waits for all of it, and prints it with its receipt."""

from gateway import connect, content, generation_service, headers, request

with connect() as channel:
    response = generation_service.GenerationServiceStub(channel).Generate(
        request(content.MODALITY_TEXT, "chat", "Write a line about the sea."),
        timeout=30,
        metadata=headers(),
    )
print(response.outputs[0].text)
print("usage", {count.unit: count.value for count in response.receipt.usage})
print("record", response.receipt.outputs[0].log_index)
