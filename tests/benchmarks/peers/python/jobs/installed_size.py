"""What is on the disk after installing: a package and all that it cannot be installed without."""

from processes import Size

JOB = Size("installed-size")

JOB.ours()(lambda inputs: "peeker-partner")
for name in ("stripe", "openai", "svix"):
    JOB.peer(name)(lambda inputs, name=name: name)
for name in ("httpx", "requests"):
    JOB.floor(name, package=name, note="an HTTP client, no SDK")(lambda inputs, name=name: name)
