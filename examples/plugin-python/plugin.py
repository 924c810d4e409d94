"""A provider in a process of its own: speech by espeak-ng and ffmpeg.

    python plugin.py unix:/tmp/speech.sock      a Unix socket, open to its owner only
    python plugin.py 127.0.0.1:50052            a port
"""

import os
import signal
import sys
import threading
from concurrent import futures

import stubs

sys.path.insert(0, stubs.folder())

import grpc
from colophon.v1 import content_pb2 as content
from colophon.v1 import generation_pb2 as generation
from colophon.v1 import provider_service_pb2 as contract
from colophon.v1 import provider_service_pb2_grpc as contract_grpc
from colophon.v1 import receipt_pb2 as receipt
from grpc_health.v1 import health, health_pb2, health_pb2_grpc

import speech
from failures import Failure

CONTRACT_VERSION = 2
MODEL = "espeak"
CHUNK = 64 * 1024
LONGEST_TEXT = 20_000
AT_ONCE = 4  # generations; more are refused, health checks still get through


class SpeechPlugin(contract_grpc.ProviderServiceServicer):
    def __init__(self):
        self._room = threading.Semaphore(AT_ONCE)

    def Describe(self, request, context):
        return contract.DescribeResponse(
            contract_version=min(CONTRACT_VERSION, request.contract_version),
            provider="speech-plugin 1.0",
            models=[
                contract.ProviderModel(
                    name=MODEL,
                    modality=content.MODALITY_AUDIO,
                    abilities=["speech"],
                    about="Formant synthesis by espeak-ng: clear, in many languages, a robot.",
                    formats=list(speech.FORMATS),
                    max_count=1,
                    max_input_characters=LONGEST_TEXT,
                )
            ],
            capabilities=[
                contract.ProviderCapability(
                    ability="speech",
                    # Others that a request sets are reported as dropped, by the gateway's side.
                    parameters=["audio.voice", "audio.format", "audio.speed", "audio.language"],
                    cancels=True,
                )
            ],
        )

    def Generate(self, request, context):
        if not self._room.acquire(blocking=False):
            full = Failure(grpc.StatusCode.RESOURCE_EXHAUSTED, "OVERLOADED", "all voices are busy")
            full.abort(context)
        try:
            yield from self._speak(request, context)
        except Failure as failure:
            failure.abort(context)
        except speech.Cancelled:
            context.abort(grpc.StatusCode.CANCELLED, "cancelled")
        finally:
            self._room.release()

    def _speak(self, request, context):
        text, voice, speed, mime_type = wanted(request)
        pipeline = speech.Pipeline()
        if not context.add_callback(pipeline.stop):
            raise speech.Cancelled()
        yield contract.ProviderEvent(accepted=contract.Accepted(served_model=MODEL))
        try:
            file, millis = pipeline.speak(text, voice, speed, mime_type)
        except (OSError, RuntimeError) as error:
            raise Failure(grpc.StatusCode.INTERNAL, "INTERNAL", str(error)) from error
        for at in range(0, len(file), CHUNK):
            yield contract.ProviderEvent(
                media_chunk=generation.MediaChunk(
                    mime_type=mime_type,
                    data=file[at : at + CHUNK],
                    last=at + CHUNK >= len(file),
                )
            )
        yield contract.ProviderEvent(
            finished=contract.ProviderFinished(
                reason=generation.FINISH_REASON_STOP,
                usage=[
                    receipt.UsageCount(unit="input_characters", value=len(text)),
                    receipt.UsageCount(unit="audio_millis", value=millis),
                ],
            )
        )

    def Cancel(self, request, context):
        # Work here ends with its stream, so there is nothing left to end.
        return contract.CancelGenerationResponse()


def wanted(request):
    """What is asked for, checked: nothing of it may reach a command line unseen."""
    audio = request.request.audio
    if request.model != MODEL:
        raise Failure(grpc.StatusCode.NOT_FOUND, "MODEL_UNAVAILABLE", f"there is one: {MODEL}")
    speaks = audio.kind in (generation.AUDIO_KIND_UNSPECIFIED, generation.AUDIO_KIND_SPEECH)
    if request.request.output_modality != content.MODALITY_AUDIO or not speaks:
        raise Failure(grpc.StatusCode.UNIMPLEMENTED, "UNSUPPORTED", f"{MODEL} only speaks")
    text = "\n".join(
        part.text
        for message in request.request.inputs
        if message.role in (content.ROLE_UNSPECIFIED, content.ROLE_USER)
        for part in message.parts
    )
    if not text.strip() or len(text) > LONGEST_TEXT:
        raise invalid(f"{len(text)} characters, expected 1 to {LONGEST_TEXT}")
    voice = audio.voice or audio.language.lower() or "en"
    voice = {"zh": "cmn", "zh-cn": "cmn"}.get(voice, voice)
    if not speech.VOICE.fullmatch(voice):
        raise invalid("voice: expected a name as in espeak-ng --voices")
    mime_type = audio.format or "audio/wav"
    if mime_type not in speech.FORMATS:
        raise invalid(f"format: expected one of {', '.join(speech.FORMATS)}")
    speed = audio.speed if audio.HasField("speed") else 1.0
    if not 0.25 <= speed <= 4:
        raise invalid(f"speed is {speed}, expected 0.25 to 4")
    return text, voice, speed, mime_type


def invalid(message):
    return Failure(grpc.StatusCode.INVALID_ARGUMENT, "INVALID_REQUEST", message)


def serve(address: str) -> None:
    # Threads beyond AT_ONCE answer Describe, health checks and refusals.
    server = grpc.server(
        futures.ThreadPoolExecutor(max_workers=AT_ONCE + 4),
        options=[("grpc.max_receive_message_length", 64 * 1024 * 1024)],
    )
    contract_grpc.add_ProviderServiceServicer_to_server(SpeechPlugin(), server)
    healthy = health.HealthServicer()
    health_pb2_grpc.add_HealthServicer_to_server(healthy, server)
    os.umask(0o177)  # a socket for its owner only
    server.add_insecure_port(address)
    os.umask(0o077)
    server.start()
    healthy.set("", health_pb2.HealthCheckResponse.SERVING)
    gone = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: gone.set())
    gone.wait()
    healthy.enter_graceful_shutdown()  # health checks say so, then what is under way may end
    server.stop(grace=10).wait()


if __name__ == "__main__":
    serve(sys.argv[1] if len(sys.argv) > 1 else "unix:/tmp/speech.sock")
