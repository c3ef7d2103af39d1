"""Which network addresses a request may go to: those that everybody can reach, and no others."""

import socket
from collections.abc import Iterable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.utils.translation import gettext as _

from annotator.errors import InvalidInput

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_UNICAST = IPv6Network("2000::/3")
"""All that is given out of IPv6 so far. Mapped and translated IPv4, multicast, link-local and
unique local addresses are outside of it."""

_INSIDE: tuple[Network, ...] = tuple(
    map(
        ip_network,
        (
            "100.64.0.0/10",  # behind the address translation of providers
            "192.0.0.0/24",  # for protocols, and the metadata of one cloud
            "192.88.99.0/24",  # relays from IPv6
            "168.63.129.16/32",  # another cloud's services to its own machines
            "224.0.0.0/4",  # multicast
            "2001::/23",  # for protocols, with tunnels to any IPv4 address
            "2002::/16",  # tunnels to any IPv4 address
            "3fff::/20",  # for documents
        ),
    )
)
"""What some versions of Python call global although it leads inside, or to nobody."""


def addresses_of(host: str, port: int) -> list[str]:
    """The addresses of a name, all of which may be asked.

    InvalidInput if there are none, or if any of them lies inside. Whoever connects must connect to
    what is given here: the same name may have another address a moment later.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise InvalidInput(_("There is no server called %(host)s.") % {"host": host}) from None
    addresses = list(dict.fromkeys(str(one[4][0]) for one in found))
    if host.lower() not in settings.OUTBOUND_ALLOWED:
        _check_all(host, addresses)
    return addresses


def _check_all(host: str, addresses: Sequence[str]) -> None:
    allowed = [one for one in map(_network, settings.OUTBOUND_ALLOWED) if one]
    for address in map(ip_address, addresses):
        if not (is_public(address) or _within(address, allowed)):
            raise InvalidInput(
                _(
                    "%(host)s lies inside a private network, where the server asks nobody unless "
                    "OUTBOUND_ALLOWED names it."
                )
                % {"host": host}
            )


def is_public(address: Address) -> bool:
    """Whether everybody can reach it, and it leads to where it says."""
    if isinstance(address, IPv6Address) and (address.scope_id or address not in _UNICAST):
        return False
    return address.is_global and not _within(address, _INSIDE)


def _within(address: Address, networks: Iterable[Network]) -> bool:
    return any(address in network for network in networks)


def _network(written: str) -> Network | None:
    """None if it is a name."""
    try:
        return ip_network(written, strict=False)
    except ValueError:
        return None
