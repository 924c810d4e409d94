"""Makes the Python stubs of the contract, at the first run and whenever the contract changed.

They come from the descriptor set that the build of proto/ makes. It brings Google's files for
operations along.
"""

import hashlib
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
PROTOSET = pathlib.Path(
    os.environ.get(
        "COLOPHON_PROTOSET", HERE.parent.parent / "proto/target/classes/colophon-v1.protoset"
    )
)
FILES = [
    "colophon/v1/content.proto",
    "colophon/v1/generation.proto",
    "colophon/v1/generation_service.proto",
    "colophon/v1/provenance_service.proto",
    "colophon/v1/receipt.proto",
    "google/api/annotations.proto",
    "google/api/client.proto",
    "google/api/field_behavior.proto",
    "google/api/http.proto",
    "google/api/launch_stage.proto",
    "google/longrunning/operations.proto",
    "google/rpc/status.proto",
]


def stubs() -> str:
    """The folder with the stubs, to be put on the module path."""
    digest = hashlib.sha256(PROTOSET.read_bytes()).hexdigest()[:16]
    folder = HERE / "target" / f"stubs-{digest}"
    if not folder.exists():
        folder.parent.mkdir(exist_ok=True)
        fresh = pathlib.Path(tempfile.mkdtemp(dir=folder.parent))
        generate(fresh)
        try:
            fresh.rename(folder)
        except OSError:  # another program may have been quicker
            if not folder.exists():
                raise
    return str(folder)


def generate(folder: pathlib.Path) -> None:
    subprocess.run(
        [
            sys.executable,
            "-m",
            "grpc_tools.protoc",
            f"--descriptor_set_in={PROTOSET}",
            f"--python_out={folder}",
            f"--grpc_python_out={folder}",
            *FILES,
        ],
        check=True,
    )


if __name__ == "__main__":
    print(stubs())
