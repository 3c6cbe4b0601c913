"""Files and functions stay small enough to be read at once; an exception is a reason to split."""

import ast
from pathlib import Path

from tests.tree import list_source, read

FILE_LINES = {".py": 300, ".ts": 300, ".css": 300, ".sh": 300, ".vue": 250}
FUNCTION_LINES = 40


def test_no_file_is_too_long() -> None:
    long = {
        str(path): count
        for path in list_source(*FILE_LINES)
        if (count := len(read(path).splitlines())) > FILE_LINES[path.suffix]
    }
    assert long == {}


def test_no_python_function_is_too_long() -> None:
    long = {
        f"{path}:{node.lineno} {node.name}": count
        for path in list_source(".py")
        for node in ast.walk(ast.parse(read(path)))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (count := (node.end_lineno or node.lineno) - node.lineno + 1) > FUNCTION_LINES
    }
    assert long == {}


def test_eslint_measures_the_functions_of_the_user_interface() -> None:
    """TypeScript's functions are measured by ESLint, which can parse them."""
    assert f"'max-lines-per-function': ['error', {FUNCTION_LINES}]" in read(Path("kiosk_ui/eslint.config.js"))
