"""How the cost of a plan grows with the rows that it picks from."""

from harness import Job

JOB = Job("plan", over=(100, 300, 1_000, 3_000, 10_000), expected=lambda inputs: 90)


@JOB.ours()
def plan(inputs):
    from peeker_partner import validate

    rows = inputs.json("availability.json")[: inputs.case]
    required = {"google": 80, "microsoft": 10, "total": 90}
    return lambda: len(validate.plan(rows, required).domains)
