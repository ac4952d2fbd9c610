"""What can go wrong between us and the broker."""

from typing import ClassVar


class BusError(Exception):
    """Something went wrong between us and the broker."""

    transient: ClassVar[bool]

    def __init__(self, detail: str = "") -> None:
        """Append `detail` to the sentence that the class stands for."""
        sentence = (self.__doc__ or "").strip()
        super().__init__(f"{sentence} ({detail})" if detail else sentence)


class BrokerUnavailable(BusError):  # noqa: N818 - reads as what it is
    """The broker did not confirm in time; the message may or may not have arrived."""

    transient = True


class TopologyFault(BusError):  # noqa: N818 - reads as what it is
    """The broker refused the message: an exchange, queue or permission is missing; run `afterthought provision`."""

    transient = False
