"""Makes the Python stubs of the contract at the first run, from the descriptor set of proto/."""

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
    "colophon/v1/provider_service.proto",
    "colophon/v1/receipt.proto",
]


def folder() -> str:
    """The folder with the stubs, to be put on the module path."""
    digest = hashlib.sha256(PROTOSET.read_bytes()).hexdigest()[:16]
    made = HERE / "target" / f"stubs-{digest}"
    if not made.exists():
        made.parent.mkdir(exist_ok=True)
        fresh = pathlib.Path(tempfile.mkdtemp(dir=made.parent))
        subprocess.run(
            [
                sys.executable,
                "-m",
                "grpc_tools.protoc",
                f"--descriptor_set_in={PROTOSET}",
                f"--python_out={fresh}",
                f"--grpc_python_out={fresh}",
                *FILES,
            ],
            check=True,
        )
        try:
            fresh.rename(made)
        except OSError:  # another process may have been quicker
            if not made.exists():
                raise
    return str(made)


if __name__ == "__main__":
    print(folder())
