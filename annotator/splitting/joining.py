"""Numbers that belong together, directly or by way of others."""


class Joined:
    """Numbers from 0 to ``size``, each alone at first."""

    def __init__(self, size: int) -> None:
        self._above = list(range(size))

    def join(self, a: int, b: int) -> None:
        a, b = self._top(a), self._top(b)
        self._above[max(a, b)] = min(a, b)

    def are_one(self, a: int, b: int) -> bool:
        return self._top(a) == self._top(b)

    def parts(self) -> list[list[int]]:
        """Every number, with those it belongs to; in order of the first of each part."""
        found: dict[int, list[int]] = {}
        for number in range(len(self._above)):
            found.setdefault(self._top(number), []).append(number)
        return list(found.values())

    def _top(self, number: int) -> int:
        while self._above[number] != number:
            self._above[number] = self._above[self._above[number]]
            number = self._above[number]
        return number
