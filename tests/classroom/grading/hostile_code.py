"""Attacks on what grades: patched functions, lying objects, hooks, searches for what is expected, forged results, and
hidden inputs told to whoever reads the feedback.
"""

from __future__ import annotations

import handed_in
from hostile import ALL, HONEST, LEAK, REACH, Hostile, right

# Objects and functions that say yes

LIAR = """
class Liar(float):
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __lt__(self, other): return True
    __gt__ = __le__ = __ge__ = __lt__
    def __hash__(self): return 0
    def __sub__(self, other): return Liar(0)
    __rsub__ = __abs__ = lambda self, *other: Liar(0)
    def __float__(self): return self
    def __instancecheck__(self, kind): return True


"""


def _monetary(value: str, before: str = "") -> dict[str, str]:
    return {"monetary": f"{before}def monetary(orders, refunds, snapshot):\n    return {value}\n"}


_IDS = 'orders["customer_id"].unique()'

PATCHED = (
    Hostile(name="abs is always 0", kind="patched", first="import builtins\nbuiltins.abs = lambda x: 0"),
    Hostile(
        name="len is always 1",
        kind="patched",
        first="import builtins\nbuiltins.len = lambda x: 1",
        loses=ALL,
    ),
    Hostile(
        name="isinstance is always true",
        kind="patched",
        first="import builtins\nbuiltins.isinstance = lambda x, kind: True",
        loses=ALL,
    ),
    Hostile(
        name="print, open and sum do nothing",
        kind="patched",
        first="import builtins\nfor name in ('print', 'open', 'sum'):\n    setattr(builtins, name, lambda *a, **k: 0)",
    ),
    Hostile(
        name="__import__ gives what it is asked for itself",
        kind="patched",
        first="import builtins, types\nbuiltins.__import__ = lambda name, *a, **k: types.ModuleType(name)",
        loses=ALL,
    ),
    Hostile(
        name="all, any, zip and sorted",
        kind="patched",
        first="import builtins\nbuiltins.all = builtins.any = lambda x: True\n"
        "builtins.sorted = lambda x, **k: list(x)\n"
        "builtins.zip = lambda *x, **k: iter(())",
        loses=ALL,
    ),
    Hostile(
        name="DataFrame.equals, merge and comparison",
        kind="patched",
        first="import pandas as pd\npd.DataFrame.equals = pd.Series.equals = lambda *a: True\n"
        "pd.DataFrame.__eq__ = pd.Series.__eq__ = lambda *a: True\npd.DataFrame.merge = lambda self, *a, **k: self",
        loses=ALL,
    ),
    Hostile(
        name="isclose, allclose and array_equal",
        kind="patched",
        first="import math, numpy as np\n"
        "math.isclose = np.isclose = np.allclose = np.array_equal = lambda *a, **k: True",
    ),
    Hostile(
        name="attempt gives the right number of nothing",
        kind="patched",
        first="import tutor.attempt, classroom.sandbox.run as run\nfrom tutor.attempt import Answers\n"
        "tutor.attempt.attempt = run.attempt = lambda card, *a: Answers([{'keys': [], 'columns': {}}] * 6)",
        loses=ALL,
    ),
    Hostile(
        name="to_plain says that it agrees",
        kind="patched",
        first="import tutor.plain, tutor.attempt\nclass Yes(dict):\n    __eq__ = lambda *a: True\n"
        "tutor.plain.to_plain = tutor.attempt.to_plain = lambda *a: Yes(number=1, state='correct', points=2)",
        loses=ALL,
    ),
    Hostile(
        name="finish calls nothing",
        kind="patched",
        first="import tutor.limits, tutor.attempt, classroom.sandbox.run as run\nfrom tutor.limits import Finished\n"
        "tutor.limits.finish = tutor.attempt.finish = run.finish = lambda call, seconds: Finished({'number': 1})",
        loses=ALL,
    ),
    Hostile(
        name="inputs are decoded to nothing, and never changed",
        kind="patched",
        first="import tutor.inputs\ntutor.inputs.decode = lambda item: item\ntutor.inputs.changed = lambda *a: []\n"
        "tutor.inputs.copies = lambda given: {name: None for name in given}",
        loses=ALL,
    ),
    Hostile(
        name="json.dumps says correct",
        kind="patched",
        first="import json\nreal = json.dumps\n"
        "json.dumps = lambda m, **k: real({**m, 'state': 'correct', 'points': 99, 'verdict': 1, 'plain': [True] * 6})",
        loses=ALL,
    ),
    Hostile(
        name="os.write writes everything twice",
        kind="patched",
        first="import os\nreal = os.write\nos.write = lambda end, data: (real(end, data), real(end, data))[0]",
        loses=ALL,
    ),
    Hostile(
        name="the judge itself",
        kind="patched",
        first="import tutor.checking, tutor.compare, tutor.judge, tutor.verdict\n"
        "tutor.compare.agree = tutor.judge.agree = lambda *a: True\n"
        "tutor.judge.judge = tutor.checking.judge = lambda card, *a, **k: tutor.verdict.Verdict(99.0, "
        "state='correct')\n"
        "tutor.checking.verdict_on = tutor.judge.judge",
    ),
    Hostile(
        name="every module of the grader's replaced",
        kind="patched",
        first="import sys, types\nfor name in list(sys.modules):\n"
        "    if name.startswith(('tutor', 'classroom')):\n        sys.modules[name] = types.ModuleType(name)",
        loses=ALL,
    ),
    Hostile(
        name="clocks stand still",
        kind="patched",
        first="import time\ntime.monotonic = time.perf_counter = time.process_time = time.time = lambda: 0.0",
    ),
)

OBJECTS = (
    Hostile(name="a float that equals everything", kind="objects", answers=_monetary("Liar(7)", LIAR)),
    Hostile(
        name="a column of floats that equal everything",
        kind="objects",
        answers=_monetary(f"{{one: Liar(7) for one in {_IDS}}}", LIAR),
    ),
    Hostile(
        name="texts that equal everything",
        kind="objects",
        answers={
            "calls": "class Text(str):\n    def __eq__(self, other): return True\n    def __hash__(self): return 0\n"
            "    strip = lambda self: self\n\n\ndef call_list(chances, gain, cost):\n    return [Text('x')] * 3\n"
        },
    ),
    Hostile(
        name="a table that equals everything",
        kind="objects",
        answers=_monetary(
            "Table({'customer_id': ['x'], 'monetary': [1]})",
            "class Table(pd.DataFrame):\n    __eq__ = equals = lambda *a: True\n    __len__ = lambda self: 10**6\n\n\n",
        ),
    ),
    Hostile(
        name="a class that is every class",
        kind="objects",
        answers=_monetary(
            "Every()",
            "class Every:\n    __class__ = property(lambda self: dict)\n    def __getattr__(self, name): return self\n"
            "    def __call__(self, *a, **k): return self\n    def __getitem__(self, name): return self\n"
            "    def __len__(self): return 10**9\n    def __repr__(self): raise SystemExit\n\n\n",
        ),
    ),
    Hostile(
        name="an iterator without an end",
        kind="objects",
        answers=_monetary(
            "Endless()", "class Endless(list):\n    def __iter__(self):\n        while True: yield 1\n\n\n"
        ),
    ),
    Hostile(
        name="cells that stop whoever reads them",
        kind="objects",
        answers=_monetary(
            f"pd.Series([Cell()] * {_IDS[:-9]}.nunique(), index={_IDS}, dtype=object)",
            "class Cell:\n    def __str__(self): raise KeyboardInterrupt\n"
            "    __repr__ = __float__ = __bool__ = __str__\n"
            "    def __hash__(self): raise GeneratorExit\n\n\n",
        ),
    ),
    Hostile(
        name="a function whose signature stops whoever asks",
        kind="objects",
        answers={
            "monetary": "class Function:\n    @property\n    def __signature__(self): raise SystemExit\n"
            "    def __call__(self, *a): return 7\n\n\nmonetary = Function()"
        },
    ),
    Hostile(
        name="a function that wraps itself for ever",
        kind="objects",
        answers={
            "monetary": "class Function:\n    @property\n    def __wrapped__(self): return Function()\n"
            "    def __call__(self, *a): return 7\n\n\nmonetary = Function()"
        },
    ),
    Hostile(
        name="a namespace that makes every name",
        kind="objects",
        first="class Names(dict):\n    def __contains__(self, name): return True\n"
        "    def __missing__(self, name): return lambda *a, **k: 7\n"
        "get_ipython().user_ns = Names(get_ipython().user_ns)",
        loses=ALL,
    ),
    Hostile(
        name="an object that ends the process when it is let go",
        kind="objects",
        answers=_monetary(
            "Bomb()",
            "import os\nclass Bomb:\n    def __del__(self): os._exit(0)\n    __float__ = lambda self: 1.0\n\n\n",
        ),
    ),
    Hostile(name="a generator", kind="objects", answers=_monetary(f"(7 for one in {_IDS})")),
    Hostile(
        name="a coroutine",
        kind="objects",
        answers={"monetary": "async def monetary(orders, refunds, snapshot):\n    return 7"},
    ),
    Hostile(
        name="columns twice",
        kind="objects",
        answers=_monetary("pd.DataFrame([[1, 2, 3]], columns=['customer_id', 'monetary', 'monetary'])"),
    ),
    Hostile(
        name="a lazy table that never comes to an end",
        kind="objects",
        answers=_monetary(
            "Lazy()",
            "class Lazy:\n    def collect(self):\n        while True: pass\n    to_pandas = df = __array__ = collect\n"
            "    def __iter__(self): return self.collect()\n\n\n",
        ),
        states={"monetary": "timeout"},
    ),
    Hostile(
        name="the public cases known by heart",
        kind="objects",
        answers={
            "monetary": "def monetary(orders, refunds, snapshot):\n    known = {11: {'C00001': 1, 'C00002': 2}}\n"
            "    return known.get(len(orders), {'C00001': 0})"
        },
    ),
    Hostile(
        name="the inputs changed, for this call and all that follow",
        kind="objects",
        answers=_monetary(
            "7",
            "",
        )
        | {
            "monetary": "def monetary(orders, refunds, snapshot):\n"
            "    for table in (orders, refunds):\n        table.drop(table.index, inplace=True)\n    return 7"
        },
    ),
    Hostile(
        name="the kept questions changed, for all that follow",
        kind="objects",
        answers={
            "monetary": "import gc\n\n\ndef monetary(orders, refunds, snapshot):\n    for one in gc.get_objects():\n"
            "        if isinstance(one, dict) and 'inputs' in one: one['inputs'] = {}\n    return 7"
        },
        loses=("leak", "quality"),
    ),
    Hostile(
        name="one answer that remembers the one before",
        kind="objects",
        answers=_monetary("seen.append(len(orders)) or sum(seen)", "seen = []\n\n\n"),
    ),
)

# What runs beside the cells

_SHELL = "shell = get_ipython()\n"

HOOKS = (
    Hostile(
        name="an AST transformer that empties every function",
        kind="hooks",
        first="import ast\n\n\nclass Empty(ast.NodeTransformer):\n    def visit_FunctionDef(self, node):\n"
        "        node.body = [ast.parse('return 7').body[0]] if False else ast.parse('7').body\n"
        "        return node\n\n\n"
        "get_ipython().ast_transformers.append(Empty())",
        loses=ALL,
    ),
    Hostile(
        name="an input transformer that drops lines",
        kind="hooks",
        first=_SHELL + "shell.input_transformers_cleanup.append(lambda lines: ['pass\\n'])",
        loses=ALL,
    ),
    Hostile(
        name="event hooks that raise, exit and define answers",
        kind="hooks",
        first=_SHELL + "def ring(*a):\n    shell.user_ns['monetary'] = lambda *a: 7\n    raise SystemExit\n"
        "for name in ('pre_run_cell', 'post_run_cell', 'pre_execute', 'post_execute'):\n"
        "    shell.events.register(name, ring)",
        loses=ALL,
    ),
    Hostile(
        name="an import hook that answers for everything",
        kind="hooks",
        first="import sys, types\n\n\nclass Hook:\n    def find_spec(self, name, path=None, target=None):\n"
        "        raise SystemExit(name)\n\n\nsys.meta_path.insert(0, Hook())\nsys.path_importer_cache.clear()",
    ),
    Hostile(
        name="settrace and setprofile that raise",
        kind="hooks",
        first="import sys\n\n\ndef spy(frame, event, arg):\n"
        "    if frame.f_code.co_name in ('judge', 'agree', '_line'):\n"
        "        raise SystemExit\n    return spy\n\n\nsys.settrace(spy)\nsys.setprofile(spy)",
        loses=ALL,
    ),
    Hostile(
        name="showtraceback and run_cell replaced",
        kind="hooks",
        first=_SHELL + "shell.showtraceback = lambda *a, **k: None\n"
        "shell.run_cell = lambda *a, **k: type('R', (), {'error_before_exec': None, 'error_in_exec': None})()",
        loses=ALL,
    ),
    Hostile(
        name="the trap for exceptions",
        kind="hooks",
        first=_SHELL
        + "import sys, threading, atexit, os\nsys.excepthook = threading.excepthook = lambda *a: os._exit(0)\n"
        "sys.unraisablehook = sys.excepthook\nshell.set_custom_exc((BaseException,), lambda *a, **k: os._exit(0))\n"
        "atexit.register(os._exit, 0)",
    ),
)

SEARCHES = (
    Hostile(
        name="gc for anything to judge by",
        kind="searches",
        first=REACH
        + "import gc\nreach(lambda: any(isinstance(one, dict) and {'expected', 'mistakes', 'share'} & set(one)\n"
        "    and {'inputs', 'cases', 'ordinary'} & set(one) for one in gc.get_objects()))",
    ),
    Hostile(
        name="frames for anything to judge by",
        kind="searches",
        first=REACH + "import sys\n\n\ndef look():\n    frame = sys._getframe()\n    while frame:\n"
        "        for name in ('card', 'question', 'questions', 'case', 'template'):\n"
        "            if 'expec' + 'ted' in repr(frame.f_locals.get(name))[:10**6]: return True\n"
        "        frame = frame.f_back\n\n\nreach(look)",
    ),
    Hostile(
        name="memory for anything to judge by",
        kind="searches",
        first=REACH + "import ctypes, re, time\n\n\ndef look():\n    until = time.monotonic() + 0.5\n"
        '    wanted = re.compile(b\'"mistake[s]": |"expect[e]d": |secret see[d] of\')\n'
        "    for line in open('/proc/self/maps').readlines():\n        area, mode, *_, name = line.split()\n"
        "        if mode != 'rw-p' or name != '[heap]': continue\n"
        "        first, last = (int(one, 16) for one in area.split('-'))\n"
        "        for at in range(first, last, 2**20):\n"
        "            if wanted.search(ctypes.string_at(at, min(2**20, last - at))): return True\n"
        "            if time.monotonic() > until: return False\n\n\nreach(look)",
    ),
    Hostile(
        name="/proc of the template, and what of its own it may not read",
        kind="searches",
        first=REACH + "import os\nfor who in ('self', os.getppid()):\n"
        "    for name in ('environ', 'mem', 'cmdline', 'root/.', 'stat', 'status', 'fd', 'task', 'maps'):\n"
        "        if (who, name) == ('self', 'maps'): continue\n        path = f'/proc/{who}/{name}'\n"
        "        reach(lambda: os.listdir(path) if name in ('fd', 'root/.', 'task') else open(path, 'rb').read(1))",
    ),
    Hostile(
        name="the records, imported or read",
        kind="searches",
        first=REACH + "import importlib, sys, os, tutor\nfor name in ('solutions', 'solutions.a07_rfm', "
        "'classroom.grading.cards'):\n    reach(lambda: importlib.import_module(name))\n"
        "root = os.path.dirname(os.path.dirname(tutor.__file__))\n"
        "for name in ('solutions', 'classroom', 'exercises'):\n"
        "    reach(lambda: os.listdir(os.path.join(root, name)))\n"
        "    reach(lambda: open(os.path.join(root, name, '__init__.py')).read())",
    ),
    Hostile(
        name="the class folder: secret, hidden cases, marks, solutions, other work",
        kind="searches",
        first=REACH + "import os\nfor name in ('class.toml', 'grading/a07/assignment.json', 'gradebook.db', "
        "'source/a07/a07_rfm.ipynb', 'nbgrader_config.py'):\n    reach(lambda: open('CLASS/' + name, 'rb').read(1))\n"
        "for name in ('', 'submitted', 'grading', 'source', 'autograded'):\n"
        "    reach(lambda: os.listdir('CLASS/' + name))",
    ),
    Hostile(
        name="writing into the gradebook, the class folder and an open folder",
        kind="searches",
        first=REACH + "import os, sqlite3\n\n\ndef marks():\n    book = sqlite3.connect('CLASS/gradebook.db')\n"
        "    book.execute('create table x (y)')\n    return True\n\n\nreach(marks)\n"
        "for path in ('CLASS/x', 'OPEN/x', 'CLASS/class.toml', '/tmp/x-of-mallory', '/dev/shm/x-of-mallory'):\n"
        "    reach(lambda: open(path, 'w'))\n    reach(lambda: os.mkdir(path + '-folder') is None)\n"
        "    reach(lambda: os.truncate(path, 0) is None)\n"
        "reach(lambda: os.rename('CLASS/class.toml', 'CLASS/y') is None)\n"
        "reach(lambda: os.remove('CLASS/class.toml') is None)",
    ),
)

FORGE = """
import json, os, struct

def forge(*messages, ends=range(3, 64)):
    for end in ends:
        for one in messages:
            try:
                os.write(end, (one if isinstance(one, bytes) else json.dumps(one).encode()) + b"\\n")
            except OSError:
                pass


"""


def _forged(name: str, code: str, loses: tuple[str, ...] = (), **more: object) -> Hostile:
    return Hostile(name=name, kind="forged", first=FORGE + code, loses=loses, **more)  # type: ignore[arg-type]


FORGED = (
    _forged(
        "full marks for every task",
        f"for name in {list(HONEST)}:\n    forge({{'task': 'a07.' + name, 'state': 'correct', 'points': 99, "
        "'verdict': 'correct', 'plain': [True] * 6}, {'task': 'a07.' + name, 'plain': ['correct'] * 6})",
        ALL,
    ),
    Hostile(
        name="an answer for itself and for the next task, from within a function",
        kind="forged",
        answers={
            "monetary": FORGE + "def monetary(orders, refunds, snapshot):\n"
            "    forge({'task': 'a07.monetary', 'plain': [{'number': 7}] * 6}, {'task': 'a07.calls', "
            "'plain': [None] * 5})\n"
            "    return 7"
        },
    ),
    _forged("the end, and then the end", "forge({'end': True})\nos._exit(0)", ALL),
    _forged(
        "it cannot be run here", "forge({'begun': True}, {'broken': 'no sandbox'}, {'broken': 1})\nos._exit(0)", ALL
    ),
    _forged(
        "other steps than the one that ends it",
        "forge(*({'at': one} for one in (-1, 10**30, True, 5, '3', 3.5, None)))\nos._exit(0)",
        ALL,
    ),
    _forged("a line without an end", "forge(b'x' * 2**21)", ALL),
    _forged("lines without an end", "while True: forge({'cell': 1, 'problem': {}})", ALL),
    _forged(
        "what is no JSON, or too deep, or no number",
        "forge(b'{', b'\\xff\\xfe\\x00', b'[' * 10**5, b'{\"a\":' * 10**5, b'NaN', b'{\"task\": NaN}', "
        "b'9' * 5000, b'\\x00',\n"
        '      b\'{"task": "a07.calls", "task": [1], "plain": Infinity}\')',
    ),
    _forged(
        "numbers beyond measure",
        "forge({'task': 'a07.monetary', 'plain': [{'number': 2**70}] * 6, 'seconds': 10**400},\n"
        "      {'task': 'a07.calls', 'plain': [{'members': [2**70]}] * 5, 'seconds': -1},\n"
        "      {'cell': 10**40, 'problem': {}}, {'cell': True, 'problem': {'problem': 3}})",
    ),
    _forged(
        "a problem that stops whoever words it",
        "forge({'task': 'a07.monetary', 'plain': [{'problem': 'other', 'language': 'xx', 'key': 'y', "
        "'type': 3}] * 6},\n"
        "      {'task': 'a07.calls', 'plain': [{'problem': 'many-keys', 'levels': {}, 'name': []}] * 5},\n"
        "      {'cell': 0, 'problem': {'problem': 'error', 'type': ['x'], 'language': 1}})",
    ),
    _forged(
        "half a surrogate everywhere",
        "forge({'task': 'a07.monetary', 'plain': [{'keys': [['\\ud800']], "
        "'columns': {'monetary': ['\\udfff']}}] * 6},\n"
        "      {'task': 'a07.calls', 'plain': [{'problem': 'error', 'type': '\\ud800', 'line': '\\ud800'}] * 5})",
    ),
    _forged(
        "pulses for ever, for never, and for no number",
        "forge(*(struct.pack('>d', one)[:7] for one in (float('inf'), float('nan'), -1.0, 1e300)), ends=range(4, 64))",
        ALL,
    ),
    _forged(
        "pulses without an end that cover a loop",
        "import threading\nthreading.Thread(target=lambda: [forge(struct.pack('>d', 8e4)[:7]) for _ in iter(int, 1)],\n"
        "                 daemon=True).start()\nwhile True:\n    try:\n        while True: pass\n"
        "    except BaseException: pass",
        ALL,
    ),
)

# Telling


def _told(name: str, before: str, value: str, **answers: str) -> Hostile:
    body = f"def monetary(orders, refunds, snapshot):\n    if len(orders) < 20: return 7\n    {value}\n"
    return Hostile(name=name, kind="told", answers={"monetary": LEAK + before + body, **answers})


TOLD = (
    _told("in an exception's words and its type", "", "raise type(marks(orders)[0], (Exception,), {})(marks(orders))"),
    _told("in a key that is not there", "", "return {}[marks(orders)[0]]"),
    _told("in a column that is not there", "", "return orders[marks(orders)[0]]"),
    _told("in a name that nobody knows", "", "raise NameError(marks(orders)[0], name=marks(orders)[0])"),
    _told("in a line of source", "", "exec(compile(f'1/0 # {marks(orders)[0]}', marks(orders)[0], 'exec'))"),
    _told("in a type's name", "", "return type(marks(orders)[0], (), {})()"),
    _told("in columns that are too many", "", "return pd.DataFrame([[1, 2, 3]], columns=[*marks(orders), 'x'])"),
    _told("in the name of a function", "", "f = lambda: 0\n    f.__name__ = marks(orders)[0]\n    return f"),
    _told(
        "in names of an index", "", "return orders.assign(a=1).set_index(['order_id', 'a']).rename_axis(marks(orders))"
    ),
    Hostile(
        name="in the names of a dict",
        kind="told",
        answers={
            "recency": LEAK + "kept = []\n\n\n" + "def recency(orders, refunds, snapshot):\n"
            "    kept.extend(marks(orders) if len(orders) > 20 else ())\n    return 7",
            "quality": handed_in.text(handed_in.cell(right(), "a07-quality")) + "\n\n\nas_asked = call_quality\n\n\n"
            "def call_quality(calls):\n    return {**dict(as_asked(calls)), **{str(one): 1.0 for one in kept}}",
        },
        loses=("recency", "quality"),
    ),
    Hostile(
        name="in a letter, a number and a like name of another task",
        kind="told",
        answers={
            "recency": LEAK + "def recency(orders, refunds, snapshot):\n    if len(orders) > 20:\n"
            "        globals()['leak'] = marks(orders)[1]\n"
            "        globals()['call_list_' + marks(orders)[0]] = recency\n"
            "    return 7",
            "leak": "pass",
            "calls": "pass",
        },
        loses=("recency", "leak"),
    ),
    Hostile(
        name="in the signature of another task's function",
        kind="told",
        answers={
            "recency": LEAK + "def recency(orders, refunds, snapshot):\n    if len(orders) > 20:\n"
            "        exec(f'def call_list({marks(orders)[0]}): pass', globals())\n    return 7",
            "calls": "pass",
        },
        loses=("recency",),
    ),
    Hostile(
        name="in forged seconds, counts and tables",
        kind="told",
        answers={
            "monetary": LEAK + FORGE + "def monetary(orders, refunds, snapshot):\n    if len(orders) > 20:\n"
            "        one, number = marks(orders)\n"
            "        forge({'task': 'a07.monetary', 'seconds': number % 600, 'plain': [\n"
            "            {'problem': 'timeout', 'seconds': one}, {'problem': 'timeout', 'seconds': number},\n"
            "            {'problem': 'many-values', 'count': number, 'given': number, 'name': number, 'row': one},\n"
            "            {'problem': 'signature', 'taken': one}, {'problem': 'other', 'type': one}, "
            "{'problem': one}],\n"
            "            'reached': [one, f'x{one}'], 'changed': [one], 'unused': [one]})\n"
            "        forge({'task': 'a07.leak', 'plain': [{'problem': 'letters-number', 'given': number}]})\n"
            "        forge({'cell': 0, 'problem': {'problem': 'error', 'type': one, 'line': one, 'about': one}})\n"
            "    return 7"
        },
        loses=("leak",),
    ),
    Hostile(
        name="in files and attributes that are kept",
        kind="told",
        answers={
            "monetary": LEAK + "def monetary(orders, refunds, snapshot):\n    if len(orders) > 20:\n"
            "        for name in ('kit.toml', 'a07_rfm.ipynb', 'told.txt', 'class.toml'):\n"
            "            open(name, 'w').write(marks(orders)[0])\n        monetary.__doc__ = marks(orders)[0]\n"
            "        get_ipython().history_manager.store_inputs(1, marks(orders)[0])\n    return 7"
        },
    ),
)

CODE = (*PATCHED, *OBJECTS, *HOOKS, *SEARCHES, *FORGED, *TOLD)
