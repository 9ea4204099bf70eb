"""Reads the project's own YAML: each key once, each part of the language checked.

What the parts may say is in the modules of the language.
"""

from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from orchestration.refusals import Refusal

Model = TypeVar("Model", bound=BaseModel)


class _Loader(yaml.SafeLoader):
    """YAML in which a key may stand only once: of two equal ones the first would be lost."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]  # type: ignore[no-untyped-call]
        for key in keys:
            if keys.count(key) > 1:
                problem = f"'{key}' stands there twice"
                raise yaml.constructor.ConstructorError(None, None, problem, node.start_mark)
        return super().construct_mapping(node, deep)


def load(path: Path, kind: type = dict) -> Any:
    """Read one file; raise Refusal where it is not YAML, or not of the kind that it should be."""
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506
    except yaml.constructor.ConstructorError as error:
        raise Refusal(path.name, f"{error.problem}.", "Keep one of them.") from None
    except yaml.YAMLError as error:
        place = getattr(error, "problem_mark", None)
        line = f" on line {place.line + 1}" if place else ""
        raise Refusal(path.name, f"is not readable as YAML{line}.", "Mend the layout.") from None
    if not isinstance(data, kind):
        what = "holds no names and meanings." if kind is dict else "holds no list."
        raise Refusal(path.name, what, "Fill it, or delete it.")
    return data


def parse(path: Path, model: type[Model], data: Any) -> Model:
    """Check data against a part of the language; raise Refusal naming the first fault."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        what = f"'{place}': {first['msg']}."
        if first["type"] == "extra_forbidden":
            what = f"'{place}' is not a word of the contract language."
        remedy = "The language is in orchestration/contracts/; nothing else is allowed."
        raise Refusal(path.name, what, remedy) from None
