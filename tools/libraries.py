"""An import contract: each library may be imported only in the rooms that pyproject.toml names for it."""

import sys
from fnmatch import fnmatchcase

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class LibrariesContract(Contract):
    """`rooms` holds lines such as "rich: bot.terminal*"; an unnamed library is allowed nowhere."""

    rooms = fields.ListField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        lines: list[str] = list(self.rooms)  # type: ignore[call-overload]  # the field's value, put there by import-linter
        rooms = {library: places.split(", ") for library, places in (line.split(": ") for line in lines)}
        ours = {package.partition(".")[0] for package in self.session_options["root_packages"]}
        strays = [
            f"{importer} imports {library}"
            for library in sorted(graph.modules)
            if library.partition(".")[0] not in ours | sys.stdlib_module_names
            for importer in sorted(graph.find_modules_that_directly_import(library))
            if not lives_in(importer, rooms.get(library.partition(".")[0], []))
        ]
        return ContractCheck(kept=not strays, metadata={"strays": strays})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for stray in check.metadata["strays"]:
            output.print_error(stray, bold=False)


def lives_in(module: str, rooms: list[str]) -> bool:
    return any(fnmatchcase(module, pattern) for room in rooms for pattern in (room, f"{room}.*"))
