"""The two made-up trusts, the services on their lists and how long people wait for them.
The national return's organisations are in returns."""

from dataclasses import dataclass

TRUSTS = {
    "X9901": "Sampleshire Community Healthcare NHS Foundation Trust",
    "X9902": "Sampleshire Hospitals NHS Foundation Trust",
}
SERVICES = {
    "SLT": "Speech and language therapy",
    "OT": "Occupational therapy",
    "PT": "Physiotherapy",
    "COMM_PAED": "Community paediatrics",
    "ND": "Neurodevelopmental assessment",
}
STAGES = {"initial_assessment": "Initial assessment", "intervention": "Intervention"}


@dataclass(frozen=True)
class Queue:
    """One list: referrals a month for 10,000 pupils, and the middle wait in days."""

    provider: str
    service: str
    stage: str
    referrals: float
    middle_wait: float


def _queues() -> tuple[Queue, ...]:
    sizes = {
        ("X9901", "SLT"): (9.0, 6.0, 80),
        ("X9901", "OT"): (5.0, 4.0, 100),
        ("X9901", "PT"): (5.0, 3.0, 45),
        ("X9901", "COMM_PAED"): (6.0, 2.0, 110),
        ("X9901", "ND"): (5.0, 2.0, 210),
        ("X9902", "SLT"): (4.0, 3.0, 70),
        ("X9902", "PT"): (4.0, 3.0, 40),
        ("X9902", "COMM_PAED"): (5.0, 2.0, 120),
    }
    return tuple(
        Queue(provider, service, stage, referrals, middle * factor)
        for (provider, service), (first, second, middle) in sizes.items()
        for stage, referrals, factor in zip(STAGES, (first, second), (1.0, 0.8), strict=True)
    )


QUEUES = _queues()
