"""What goes wrong with the sandbox itself, and not in what it plays."""


class SandboxError(RuntimeError):
    """The sandbox was not found, did not start, or refused to be controlled so. The message says why."""
