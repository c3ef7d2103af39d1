"""Optimal one-to-one assignment of rows to columns, where most pairs are out of the question.

Shortest augmenting paths with potentials: Kuhn 1955 and Munkres 1957 (the Hungarian method) in
the sparse form of Jonker and Volgenant, Computing 38, 1987. Own code instead of scipy, which would
bring 50 MB for this one function: rows and columns here are a handful of spans at one place.
"""

from collections import defaultdict
from collections.abc import Mapping
from heapq import heappop, heappush
from math import inf

Edge = tuple[int, int]


def best_assignment(weights: Mapping[Edge, float]) -> list[Edge]:
    """The (row, column) pairs, each row and column at most once, of greatest total weight.

    Weights must be positive; pairs that are not given cannot be chosen. Sorted.
    """
    rows: defaultdict[int, list[tuple[int, float]]] = defaultdict(list)
    columns: defaultdict[int, int] = defaultdict(int)
    for (row, column), weight in sorted(weights.items()):
        rows[row].append((column, weight))
        columns[column] += 1
    alone = [row for row, edges in rows.items() if len(edges) == 1 and columns[edges[0][0]] == 1]
    found = [(row, rows.pop(row)[0][0]) for row in alone]
    return sorted(found + _Search(rows).run()) if rows else sorted(found)


class _Search:
    """Minimises cost = −weight; each row may also take a column of its own, at no cost."""

    def __init__(self, rows: Mapping[int, list[tuple[int, float]]]) -> None:
        self.costs = {
            row: [(column, -weight) for column, weight in edges] + [(-1 - row, 0.0)]
            for row, edges in rows.items()
        }
        self.row_price = {row: min(c for _, c in edges) for row, edges in self.costs.items()}
        self.column_price: defaultdict[int, float] = defaultdict(float)
        self.row_of: dict[int, int] = {}
        self.column_of: dict[int, int] = {}

    def run(self) -> list[Edge]:
        for row in self.costs:
            path = _Path(row)
            while path.end is None:
                self._reach(path)
            self._reprice(path)
            self._switch(path, path.end)
        return [(row, column) for row, column in self.column_of.items() if column >= 0]

    def _reach(self, path: "_Path") -> None:
        """One step of Dijkstra: from the path's row to the nearest column beyond it."""
        for column, cost in self.costs[path.row]:
            reach = path.length + cost - self.row_price[path.row] - self.column_price[column]
            if column not in path.settled and reach < path.reached.get(column, inf):
                path.reached[column], path.came[column] = reach, path.row
                heappush(path.heap, (reach, column))
        path.length, column = heappop(path.heap)
        while column in path.settled:
            path.length, column = heappop(path.heap)
        path.settled[column] = path.length
        if column in self.row_of:
            path.row = self.row_of[column]
        else:
            path.end = column

    def _reprice(self, path: "_Path") -> None:
        self.row_price[path.root] += path.length
        for column, reach in path.settled.items():
            self.column_price[column] += reach - path.length
            if column in self.row_of:
                self.row_price[self.row_of[column]] += path.length - reach

    def _switch(self, path: "_Path", column: int | None) -> None:
        """Gives each row along the path the column after it."""
        while column is not None:
            row = path.came[column]
            before = self.column_of.get(row)
            self.row_of[column], self.column_of[row] = row, column
            column = before


class _Path:
    """The cheapest way known so far from ``root`` to columns; ``end`` is free."""

    def __init__(self, root: int) -> None:
        self.root = self.row = root
        self.length = 0.0
        self.end: int | None = None
        self.came: dict[int, int] = {}
        self.reached: dict[int, float] = {}
        self.settled: dict[int, float] = {}
        self.heap: list[tuple[float, int]] = []
