"""The pipeline that the plug-in wraps: espeak-ng speaks, ffmpeg packs."""

import pathlib
import re
import subprocess
import tempfile
import threading

WORDS_PER_MINUTE = 175  # espeak-ng's own pace
SAMPLE_BYTES_PER_SECOND = 22_050 * 2  # mono, 16 bits
WAV_HEADER_BYTES = 44

# Media type -> what ffmpeg is to write; None is what espeak-ng writes itself.
FORMATS = {
    "audio/wav": None,
    "audio/mpeg": ["-c:a", "libmp3lame", "-q:a", "4", "-f", "mp3"],
    "audio/ogg": ["-c:a", "libvorbis", "-q:a", "4", "-f", "ogg"],
}
VOICE = re.compile(r"[a-z]{2,3}(-[a-z0-9]+)*(\+[a-z0-9]+)?")


class Cancelled(Exception):
    """Nobody waits for the result any more."""


class Pipeline:
    """Runs programs one after the other; stop() ends the one that runs. Used for one request."""

    def __init__(self):
        self._lock = threading.Lock()
        self._process = None
        self._stopped = False

    def stop(self) -> None:
        with self._lock:
            self._stopped = True
            if self._process is not None:
                self._process.kill()

    def _run(self, command: list, text: str = "") -> None:
        with self._lock:
            if self._stopped:
                raise Cancelled()
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        self._process.communicate(text.encode())
        if self._stopped:
            raise Cancelled()
        if self._process.returncode != 0:
            raise RuntimeError(f"{command[0]} ended with {self._process.returncode}")

    def speak(self, text: str, voice: str, speed: float, mime_type: str) -> tuple:
        """Gives the file's bytes and its length in milliseconds."""
        with tempfile.TemporaryDirectory() as directory:
            wav = pathlib.Path(directory, "speech.wav")
            pace = str(round(WORDS_PER_MINUTE * speed))
            # The words come by standard input: on a command line others could read them.
            self._run(["espeak-ng", "-v", voice, "-s", pace, "--stdin", "-w", str(wav)], text)
            millis = 1000 * (wav.stat().st_size - WAV_HEADER_BYTES) // SAMPLE_BYTES_PER_SECOND
            if FORMATS[mime_type] is None:
                return wav.read_bytes(), millis
            packed = pathlib.Path(directory, "packed")
            self._run(["ffmpeg", "-nostdin", "-i", str(wav), *FORMATS[mime_type], str(packed)])
            return packed.read_bytes(), millis
