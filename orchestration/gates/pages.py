"""Pages by Great Expectations' own renderer and templates, in a frame that fetches nothing.

Its usual frame takes style sheets, scripts and pictures from the internet and stamps each page with
the hour and random names; those are replaced here. What stands on a page is told by `data_docs`.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from itertools import count
from typing import Any

from orchestration.gates.suites import Suite

FRAME = """\
<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{ page_title | e }}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>{{ style }}</style></head><body>
<header><a href="index.html">All gates</a></header>
<main><h1>{{ page_title | e }}</h1>
<p>Counts and sentences only; internal to the council.</p>
{% for section in sections %}{% set section_loop = loop -%}{% include 'section.j2' %}{% endfor %}
</main></body></html>
"""

STYLE = """\
body { font: 16px/1.5 sans-serif; max-width: 80rem; margin: 0 auto; padding: 1rem; color: #111;
  background: #fff; }
table { border-collapse: collapse; width: 100%; margin: 0 0 1rem; }
th, td { border-bottom: 1px solid #767676; padding: .35rem .6rem; text-align: left;
  vertical-align: top; }
.alert { border-left: .4rem solid #111; padding: .1rem 1rem; margin: 1rem 0; background: #eee; }
.fa-check-circle::before { content: "met"; }
.fa-times::before { content: "not met"; font-weight: bold; }
.fa-exclamation-triangle::before { content: "not asked"; font-weight: bold; }
.fas { font-style: normal; white-space: nowrap; }
a:focus { outline: 3px solid #111; }
"""


class Pages:
    """Makes pages one after another, all under one title."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._view, self._renderer = _view(), _renderer()

    def suite(self, name: str, suite: Suite | None, results: Sequence[Mapping[str, Any]]) -> str:
        """How a suite fared, rendered from validation results that hold counts alone."""
        from great_expectations.core import ExpectationSuiteValidationResult

        met = sum(result["success"] for result in results)
        statistics = {
            "evaluated_expectations": len(results),
            "successful_expectations": met,
            "unsuccessful_expectations": len(results) - met,
            "success_percent": 100 * met / len(results) if results else None,
        }
        expectations = suite.expectations if suite else []
        validated = ExpectationSuiteValidationResult(
            success=met == len(results),
            suite_name=name,
            suite_parameters={},
            statistics=statistics,
            meta={"gate": suite.gate, "table": suite.table or "receipts"} if suite else {},
            results=[
                _result(result, expectation.type, expectation.kwargs)
                for result, expectation in zip(results, expectations, strict=True)
            ],
        )
        return self._framed(f"{self._title}: {name}", self._renderer.render(validated))

    def index(self, rows: Sequence[Sequence[str]], others: Sequence[str]) -> str:
        """One line for each suite, with the way to its page."""
        linked = [[_link(f"{name}.html", name), *rest] for name, *rest in rows]
        headings = ["Suite", "Gate", "Table", "Outcome", "Not met"]
        blocks = [_table("Suites", headings, linked)]
        blocks += [_table("Besides", ["Page"], [[_link(page, page)] for page in others])]
        return self._framed(self._title, _document(blocks))

    def tables(
        self, name: str, tables: Sequence[tuple[str, Sequence[str], Sequence[Sequence[str]]]]
    ) -> str:
        blocks = [_table(title, headings, rows) for title, headings, rows in tables]
        return self._framed(f"{self._title}: {name}", _document(blocks))

    def _framed(self, title: str, document: Any) -> str:
        from great_expectations.render.components import RenderedDocumentContent

        numbers = count(1)
        self._view.env.filters["generate_html_element_uuid"] = lambda prefix: (
            f"{prefix}{next(numbers)}"
        )
        document.page_title = title
        assert isinstance(document, RenderedDocumentContent)
        return str(self._view.render(document, template="frame.j2", style=STYLE))


def _result(result: Mapping[str, Any], kind: str, kwargs: Mapping[str, Any]) -> Any:
    """A validation result as Great Expectations has it, made from a count."""
    from great_expectations.core import ExpectationValidationResult
    from great_expectations.expectations.expectation_configuration import ExpectationConfiguration

    configuration = ExpectationConfiguration(
        type=kind,
        kwargs=dict(kwargs),
        description=escape(str(result["sentence"])),
        meta={},
    )
    return ExpectationValidationResult(
        success=result["success"],
        expectation_config=configuration,
        result={"observed_value": f"{result['rows']} rows"} if result["rows"] else {},
        exception_info={
            "raised_exception": result["problem"] is not None,
            "exception_message": result["problem"],
            "exception_traceback": result["problem"],
        },
        meta={},
    )


def _document(blocks: Sequence[Any]) -> Any:
    from great_expectations.render.components import RenderedDocumentContent, RenderedSectionContent

    section = RenderedSectionContent(section_name="Overview", content_blocks=list(blocks))
    return RenderedDocumentContent(
        renderer_type="SiteIndexPageRenderer", page_title="", sections=[section]
    )


def _table(title: str, headings: Sequence[str], rows: Sequence[Sequence[Any]]) -> Any:
    from great_expectations.render.components import RenderedTableContent

    return RenderedTableContent(
        content_block_type="table",
        header=_text(title),
        header_row=list(headings),
        table=[[_cell(one) for one in row] for row in rows]
        or [["none"] + [""] * (len(headings) - 1)],
    )


def _cell(content: Any) -> Any:
    """The templates put words on the page as they are."""
    return escape(content) if isinstance(content, str) else content


def _text(words: str) -> Any:
    from great_expectations.render.components import RenderedStringTemplateContent

    told = {"template": "$words", "params": {"words": words}, "tag": "h2"}
    return RenderedStringTemplateContent(content_block_type="string_template", string_template=told)


def _link(page: str, words: str) -> Any:
    from great_expectations.render.components import RenderedStringTemplateContent

    told = {
        "template": "$words",
        "params": {"words": words},
        "tag": "a",
        "styling": {"attributes": {"href": page}},
    }
    return RenderedStringTemplateContent(content_block_type="string_template", string_template=told)


@cache
def _view() -> Any:
    from great_expectations.render.view.view import DefaultJinjaPageView
    from jinja2 import ChoiceLoader, DictLoader

    view: Any = DefaultJinjaPageView()
    view.env.loader = ChoiceLoader([DictLoader({"frame.j2": FRAME}), view.env.loader])
    return view


@cache
def _renderer() -> Any:
    from great_expectations.render.renderer.page_renderer import ValidationResultsPageRenderer

    class WithoutTheHour(ValidationResultsPageRenderer):  # type: ignore[misc]
        """Tells of gate and table where the usual page tells of run, hour and random names."""

        @classmethod
        def _render_validation_header(cls, validation_results: Any) -> Any:
            return _table("Judged", ["Gate", "Table"], [list(validation_results.meta.values())])

        def _generate_collapse_content_block(self, blocks: Any, results: Any) -> Any:
            return _table("Counts only", ["How it is told"], [["No value of any row is kept."]])

    return WithoutTheHour()
