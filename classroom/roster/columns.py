"""Which column of a list says what, by the words above it: those of schools, Moodle, Canvas, Teams and Google."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from classroom.roster.cells import cell_at
from classroom.roster.tables import Row, Table

WORDS: dict[str, tuple[str, ...]] = {
    "id": (
        *(
            "學號",
            "学号",
            "學生學號",
            "學員學號",
            "student id",
            "student number",
            "student no",
            "student id number",
            "matriculation number",
        ),
        *("sis user id", "sis id", "sis login id", "id number", "學員編號", "学员编号", "學生編號", "学生编号"),
        *("學員代號", "學生代號", "learner id", "user id", "員工編號", "员工编号", "員編", "工號", "工号"),
        *("employee id", "employee number", "id 編號", "id 號碼", "username", "user name", "login", "login id"),
        *("使用者名稱", "用户名", "帳號", "账号", "id"),
    ),
    "name": (
        *("姓名", "中文姓名", "學生姓名", "学生姓名", "學員姓名", "学员姓名", "全名", "name", "full name"),
        *("student name", "learner name", "display name", "顯示名稱", "显示名称", "使用者全名", "student", "learner"),
        *("學生", "学生", "學員", "学员", "nickname", "英文姓名"),
    ),
    "first": ("first name", "given name", "名", "名字", "firstname", "preferred first name"),
    "last": ("last name", "surname", "family name", "姓", "姓氏", "lastname"),
    "email": (
        *(
            "電子郵件",
            "電子郵件地址",
            "電子郵件信箱",
            "電子信箱",
            "電郵",
            "信箱",
            "郵件",
            "電子郵件位址",
            "學校信箱",
            "校內信箱",
            "聯絡信箱",
        ),
        *("电子邮件", "电子邮箱", "电子邮件地址", "邮箱", "邮件", "e mail", "email", "email address", "e mail address"),
        *("mail", "student email", "primary email", "user principal name", "upn", "使用者主體名稱"),
        *("e mail 1 value", "email 1 value"),
    ),
    "group": (
        *("組別", "组别", "分組", "分组", "小組", "小组", "群組", "群组", "group", "groups", "group name", "team"),
        *("班級", "班级", "班別", "班别", "班", "section", "sections", "class", "系級"),
    ),
    "role": ("role", "roles", "角色", "身分", "身份"),
}
"""The words, by what a column of theirs holds; of several columns, the one whose word stands first here counts."""

FIRST_ROWS = 40
"""The line with the words is looked for in so many rows."""


def places_of(words: Mapping[str, Sequence[str]]) -> dict[str, dict[str, int]]:
    """Words by what a column of theirs holds, as find_header takes them."""
    return {kind: {plain_words(word): place for place, word in enumerate(some)} for kind, some in words.items()}


@dataclass(frozen=True)
class Header:
    """The line that names the columns.

    Attributes:
        place: of the row in the table.
        columns: for each kind of WORDS the columns, the best first.
        words: what stands above the columns.
    """

    place: int
    columns: dict[str, tuple[int, ...]]
    words: tuple[str, ...]

    @property
    def kinds(self) -> int:
        """How many different things the columns say."""
        return len(self.columns)


def find_header(
    table: Table,
    id_column: str = "",
    places: Mapping[str, Mapping[str, int]] | None = None,
    need: Collection[str] = ("id", "email"),
) -> Header | None:
    """The row that names most columns, among them one with ids or addresses; the first of several.

    Args:
        table: a list with whatever stands above it.
        id_column: the words above the column with the ids, where somebody has said them.
        places: what the words are, from `places_of`; those of WORDS when None.
        need: what one column at least has to hold.
    """
    places = _PLACES if places is None else places
    found: Header | None = None
    for place, row in enumerate(table.rows[:FIRST_ROWS]):
        columns = _columns(row, id_column, places)
        if set(need) & set(columns) and (found is None or len(columns) > found.kinds):
            found = Header(place, columns, row.cells)
    return found


def best_table(tables: Sequence[Table], headers: Sequence[Header | None], fit: Sequence[int]) -> int:
    """Which table to read of those that fit: of the ways to cut a text, the one that names most columns; of sheets, the
    first.

    Args:
        tables: of a file.
        headers: of each.
        fit: the places of those that fit; none of them without a header.
    """
    return fit[0] if tables[fit[0]].sheet else max(fit, key=lambda place: headers[place].kinds)


def filled_columns(header: Header, rows: Sequence[Row]) -> dict[str, int]:
    """For each kind the column that counts: the best one in which something stands."""
    return {
        kind: next((one for one in columns if any(cell_at(row.cells, one) for row in rows)), columns[0])
        for kind, columns in header.columns.items()
    }


def _columns(row: Row, id_column: str, all_places: Mapping[str, Mapping[str, int]]) -> dict[str, tuple[int, ...]]:
    ranked: dict[str, list[tuple[int, int]]] = {}
    for column, cell in enumerate(row.cells):
        if id_column and plain_words(cell) == plain_words(id_column):
            ranked.setdefault("id", []).append((-1, column))
            continue
        for kind, places in all_places.items():
            ranks = [places[one] for one in readings(cell) if one in places]
            if ranks:
                ranked.setdefault(kind, []).append((ranks[0], column))
                break
    return {kind: tuple(column for _, column in sorted(columns)) for kind, columns in ranked.items()}


def readings(cell: str) -> Sequence[str]:
    """How the words of a cell may be meant: whole, without what stands in brackets, and in one language of two."""
    if not cell or len(cell) > 60:
        return ()
    text = unicodedata.normalize("NFKC", cell)
    bare = re.sub(r"[(\[【].*?[)\]】]", " ", text)
    parts = re.split(r"[/|()\[\]【】]", text)
    scripts = re.findall(r"[\u3400-\u9fff]+|[^\u3400-\u9fff]+", bare)
    found = [plain_words(one) for one in (text, bare, *parts, *(scripts if len(scripts) == 2 else ()))]
    return tuple(dict.fromkeys(one for one in found if one))


def plain_words(words: str) -> str:
    """Words above a column as they are compared: small letters and digits, in one width."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", words).casefold())


_PLACES = places_of(WORDS)
