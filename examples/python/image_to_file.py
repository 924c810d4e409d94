"""Writes a picture to a file piece by piece, without ever holding all of it. Arguments: address,
file."""

import pathlib

from gateway import argument, connect, content, generation, generation_service, headers, request

with connect() as channel:
    file = pathlib.Path(argument(2, "picture.png"))
    size = generation.ImageParameters(width=512, height=512, format="image/png")
    events = generation_service.GenerationServiceStub(channel).StreamGenerate(
        request(content.MODALITY_IMAGE, "image", "a red boat on a lake", image=size),
        metadata=headers(),
    )
    with file.open("wb") as out:
        for event in events:
            if event.HasField("media_chunk"):
                out.write(event.media_chunk.data)
            elif event.HasField("finished"):
                label = event.finished.receipt.labels[0]
                print(f"wrote {file}, label {label.implicit.carrier}")
