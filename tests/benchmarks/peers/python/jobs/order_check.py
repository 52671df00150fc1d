"""How the cost of checking an order against all that is known of it grows with its domains."""

from harness import Job

JOB = Job("order-check", over=(10, 30, 100, 300, 500), expected=lambda inputs: (0, 0))


@JOB.ours()
def order(inputs):
    from peeker_partner import validate

    check = inputs.json("order-checks.json")[str(inputs.case)]
    given = check["order"] | {"bundle": check["bundle"], "known_domains": check["domains"]}
    # The bundle tells its own id.
    del given["bundle_id"]

    def run():
        report = validate.order(**given)
        return len(report.violations), len(report.not_checked)

    return run
